// Puts “up” and “down” beside the order number of a row; the number alone does the same on saving.
const translate = window.gettext ?? ((words) => words);
const number = (row) => row.querySelector("input[name$='-order'], input[name$='-billing']");

function rowsOf(group) {
  const row = new RegExp(`^${group.id.replace(/-group$/, "")}-\\d+$`);
  return [...group.querySelectorAll("[id]")].filter((element) => row.test(element.id));
}

function move(group, row, step) {
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  rowsOf(group).forEach((each, place) => {
    number(each).value = place + 1;
  });
}

function button(group, row, label, sign, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "admin-move";
  made.textContent = sign;
  made.title = label;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => {
    move(group, row, step);
    made.focus();
  });
  return made;
}

function equip(group, row) {
  const up = button(group, row, translate("Up"), "↑", -1);
  const down = button(group, row, translate("Down"), "↓", 1);
  number(row).after(up, down);
}

document.addEventListener("DOMContentLoaded", () => {
  for (const fieldset of document.querySelectorAll("fieldset.admin-ordered")) {
    const group = fieldset.closest(".inline-group");
    rowsOf(group).filter(number).forEach((row) => equip(group, row));
    group.addEventListener("formset:added", (event) => {
      const before = rowsOf(group).filter((row) => row !== event.target);
      number(event.target).value = Math.max(0, ...before.map((row) => Number(number(row).value))) + 1;
      equip(group, event.target);
    });
  }
});
