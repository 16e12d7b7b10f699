// How did you see these films? A guest's answers stay in this browser; a member's is a form.
import { readMarks, writeMarks } from "./marks.js";
import { opened, openSeen } from "./spoilers.js";

const box = document.querySelector(".film-marks");
const films = [...box.querySelectorAll(".film-mark")];
const seen = box.querySelector(".seen");

const buttonsOf = (asked) => [...asked.querySelectorAll("[data-stance]")];
const isPressed = (button) => button.ariaPressed === "true";

// What a member said as a guest is newer than what the account has, until it is kept there.
const stanceOf = ({ dataset }) => readMarks()[dataset.film] ?? dataset.stance;
const isMarked = (film) => stanceOf(films.find(({ dataset }) => dataset.film === film) ?? { dataset: { film } });

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

function keep({ dataset: { film } }, chosen) {
  const { [film]: _before, ...marks } = readMarks();
  writeMarks(chosen ? { ...marks, [film]: chosen } : marks);
}

function follow() {
  show();
  if (openSeen(isMarked)) seen.hidden = !opened.size;
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
  for (const spoiler of opened) spoiler.open = false;
  seen.hidden = true;
  films.flatMap(buttonsOf).find(isPressed).focus();
});
addEventListener("pageshow", follow); // also of a page that comes back as it was left
addEventListener("storage", follow); // an answer in another window
follow();
seen.hidden = !opened.size;
