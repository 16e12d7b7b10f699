// How did you see it? A guest's answer stays in this browser; a member's is a form. Who has seen a film may see its
// spoilers.
import { readMarks, writeMarks } from "./marks.js";

const box = document.getElementById("film-mark");
const buttons = [...box.querySelectorAll("[data-stance]")];
const seen = box.querySelector(".seen");
const spoilers = document.querySelectorAll("details.spoiler");
const { film } = box.dataset;

// What a member said as a guest is newer than what the account has, until it is kept there.
const stance = () => readMarks()[film] ?? box.dataset.stance;

function show() {
  for (const button of buttons) {
    const isPressed = button.dataset.stance === stance();
    button.ariaPressed = isPressed;
    button.value = isPressed ? "" : button.dataset.stance;
  }
  if (!box.matches("form")) return;
  const isUnkept = film in readMarks();
  box.querySelector(".kept").hidden = isUnkept;
  box.querySelector(".unkept").hidden = !isUnkept;
}

function openSpoilers(isOpen) {
  for (const spoiler of spoilers) spoiler.open = isOpen;
  seen.hidden = !isOpen || !spoilers.length;
}

function keep(chosen) {
  const { [film]: _before, ...marks } = readMarks();
  writeMarks(chosen ? { ...marks, [film]: chosen } : marks);
}

// Where an answer comes or goes; else readers have opened and closed what they like.
function follow() {
  const wasPressed = buttons.some((button) => button.ariaPressed === "true");
  show();
  if (wasPressed !== Boolean(stance())) openSpoilers(Boolean(stance()));
}

if (box.matches("form")) {
  box.addEventListener("submit", () => keep("")); // the account has the newer answer, and is asked for it
} else {
  for (const button of buttons) button.addEventListener("click", () => {
    keep(button.value);
    follow();
  });
}
seen.querySelector("button").addEventListener("click", () => {
  openSpoilers(false);
  buttons.find((button) => button.ariaPressed === "true").focus();
});
addEventListener("pageshow", follow); // also of a page that comes back as it was left
addEventListener("storage", follow); // an answer in another window
show();
if (stance()) openSpoilers(true);
