// How did you see these films? A guest's answers stay in this browser; a member's is a form. Who has seen all films of a
// review may see its spoilers.
import { readMarks, writeMarks } from "./marks.js";

const box = document.querySelector(".film-marks");
const films = [...box.querySelectorAll(".film-mark")];
const seen = box.querySelector(".seen");
const spoilers = document.querySelectorAll("details.spoiler");

const buttonsOf = (asked) => [...asked.querySelectorAll("[data-stance]")];
const isPressed = (button) => button.ariaPressed === "true";

// What a member said as a guest is newer than what the account has, until it is kept there.
const stanceOf = ({ dataset }) => readMarks()[dataset.film] ?? dataset.stance;
const areSeen = () => films.every(stanceOf);

function show() {
  for (const asked of films) {
    for (const button of buttonsOf(asked)) {
      button.ariaPressed = button.dataset.stance === stanceOf(asked);
      button.value = isPressed(button) ? "" : button.dataset.stance;
    }
  }
  const kept = box.querySelector(".kept");
  if (!kept) return;
  kept.hidden = films.some((asked) => asked.dataset.film in readMarks());
  box.querySelector(".unkept").hidden = !kept.hidden;
}

function openSpoilers(isOpen) {
  for (const spoiler of spoilers) spoiler.open = isOpen;
  seen.hidden = !isOpen || !spoilers.length;
}

function keep({ dataset: { film } }, chosen) {
  const { [film]: _before, ...marks } = readMarks();
  writeMarks(chosen ? { ...marks, [film]: chosen } : marks);
}

// Where an answer comes or goes; else readers have opened and closed what they like.
function follow() {
  const wereSeen = films.every((asked) => buttonsOf(asked).some(isPressed));
  show();
  if (wereSeen !== areSeen()) openSpoilers(areSeen());
}

for (const asked of films) {
  if (asked.matches("form")) {
    asked.addEventListener("submit", () => keep(asked, "")); // the account has the newer answer, and is asked for it
    continue;
  }
  for (const button of buttonsOf(asked)) button.addEventListener("click", () => {
    keep(asked, button.value);
    follow();
  });
}
seen.querySelector("button").addEventListener("click", () => {
  openSpoilers(false);
  films.flatMap(buttonsOf).find(isPressed).focus();
});
addEventListener("pageshow", follow); // also of a page that comes back as it was left
addEventListener("storage", follow); // an answer in another window
show();
if (areSeen()) openSpoilers(true);
