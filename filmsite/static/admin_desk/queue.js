// Moderating by keys: j k a r s b u x ?. Each key presses a button that is on the page anyway.

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
  r: () => inCard("[data-key=r]")?.focus(),
  b: () => inCard("[data-key=b]")?.focus(),
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
