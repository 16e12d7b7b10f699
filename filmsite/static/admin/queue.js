// Moderating by keys: j k a r s b u x ?. Each key presses a button that is on the page anyway.

const PLACE = "queue-card";
const WITH_REASON = ["reject", "erase", "ban"];
const cards = [...document.querySelectorAll(".queue-card")];
const help = document.getElementById("queue-keys");
let last; // the card that was last in focus

function current() {
  const card = document.activeElement?.closest(".queue-card");
  return card ? cards.indexOf(card) : -1;
}

function go(step) {
  if (!cards.length) return;
  const at = current();
  const next = at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + step, 0), cards.length - 1);
  cards[next].focus();
  cards[next].scrollIntoView({ block: "nearest" });
}

function focusOn(field) {
  const folded = field?.closest("details");
  if (folded) folded.open = true;
  field?.focus();
}

// Without a card in focus a key selects the first and does nothing to it: nobody acts on what they did not choose.
function inCard(selector) {
  if (current() < 0) go(1);
  else return cards[current()].querySelector(selector);
}

function inChosen(selector) {
  const bulk = document.getElementById("bulk");
  const chosen = [...(bulk?.elements ?? [])].some((field) => field.type === "checkbox" && field.checked);
  return chosen ? bulk.querySelector(selector) : inCard(selector);
}

function closeHelp() {
  help.open = false;
  last?.focus();
}

function openHelp() {
  help.open = true;
  help.querySelector("summary").focus({ preventScroll: true });
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  a: () => inChosen("[data-key=a]")?.click(),
  s: () => inChosen("[data-key=s]")?.click(),
  r: () => focusOn(inChosen("[data-key=r]")),
  b: () => focusOn(inCard("[data-key=b]")),
  x: () => inCard("input[name=item][type=checkbox]")?.click(),
  u: () => document.querySelector("[data-key=u]")?.click(),
  "?": () => (help.open ? closeHelp() : openHelp()),
};

document.addEventListener("focusin", (event) => {
  last = event.target.closest(".queue-card") ?? last;
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && help?.open) closeHelp();
  else if (event.key === "Escape" && typing) last?.focus();
  if (event.key === "Enter" && event.target.matches?.("[name=reason], [name=words]")) refuseBy(event);
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

// Enter beside a reason gives it, where a list does nothing by itself and a field presses the first of the buttons.
function refuseBy(event) {
  event.preventDefault();
  if (!event.repeat) event.target.form.querySelector("[value=reject], [value=ban]")?.click();
}

// The browser asks for a reason before the server would, which forgets what was filled in beside it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=action]");
  const { reason, words } = button?.form.elements ?? {};
  if (!words) return;
  const lacks = WITH_REASON.includes(button.value) && !reason?.value && !words.value.trim();
  (reason ?? words).setCustomValidity(lacks ? words.dataset.asks : "");
});

// After a decision the work goes on at the same place, not from the top.
document.addEventListener("submit", (event) => {
  const at = cards.indexOf(event.target.closest(".queue-card"));
  if (at >= 0) sessionStorage.setItem(PLACE, at);
});

const place = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (place !== null) cards[Math.min(place, cards.length - 1)]?.focus();
