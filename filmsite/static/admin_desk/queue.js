// Moderating by keys: j k a r s b u x ?. Each key presses a button that is on the page anyway.

const PLACE = "queue-card";
const cards = [...document.querySelectorAll(".queue-card")];

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

function inCard(selector) {
  return (cards[current()] ?? cards[0])?.querySelector(selector);
}

function help() {
  const keys = document.getElementById("queue-keys");
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  a: () => inCard("[data-key=a]")?.click(),
  s: () => inCard("[data-key=s]")?.click(),
  r: () => focusOn(inCard("[data-key=r]")),
  b: () => focusOn(inCard("[data-key=b]")),
  x: () => inCard("input[name=item][type=checkbox]")?.click(),
  u: () => document.querySelector("[data-key=u]")?.click(),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && typing) {
    event.target.closest(".queue-card")?.focus();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

// After a decision the work goes on at the same place, not from the top.
document.addEventListener("submit", (event) => {
  const at = cards.indexOf(event.target.closest(".queue-card"));
  if (at >= 0) sessionStorage.setItem(PLACE, at);
});

const place = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (place !== null) cards[Math.min(place, cards.length - 1)]?.focus();
