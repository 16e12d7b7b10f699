// Who has marked all films that a spoiler tells of may see it: a line of a ranking tells of its own film, all others
// tell of the films of the page, and of those that they name.
import { readMarks } from "./marks.js";

export const opened = new Set();
const keys = (words = "") => words.split(" ").filter(Boolean);

function filmsToldBy({ dataset }) {
  if (dataset.films) return keys(dataset.films);
  const films = keys(document.querySelector(".review-head").dataset.films);
  return films.length ? [...films, ...keys(dataset.named)] : [];
}

// Opens what has come to be seen since the last time, and closes what no longer is; what readers opened and closed
// themselves stays. Tells whether there was any.
export function openSeen(isMarked) {
  let isChanged = false;
  for (const spoiler of document.querySelectorAll("details.spoiler")) {
    const films = filmsToldBy(spoiler);
    const isSeen = films.length > 0 && films.every(isMarked);
    if (isSeen === opened.has(spoiler)) continue;
    isChanged = true;
    spoiler.open = isSeen;
    opened[isSeen ? "add" : "delete"](spoiler);
  }
  return isChanged;
}

openSeen((film) => film in readMarks());
