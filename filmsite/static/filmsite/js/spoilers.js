// Who has marked all films that a spoiler tells of may see it: those that it names, or those of the page.
import { readMarks } from "./marks.js";

export const opened = new Set();
const filmsOf = ({ dataset }) => dataset.films.split(" ").filter(Boolean);

// Opens what has come to be seen since the last time, and closes what no longer is; what readers opened and closed
// themselves stays. Tells whether there was any.
export function openSeen(isMarked) {
  const page = document.querySelector(".review-head");
  let isChanged = false;
  for (const spoiler of document.querySelectorAll("details.spoiler")) {
    const films = filmsOf(spoiler.dataset.films ? spoiler : page);
    const isSeen = films.length > 0 && films.every(isMarked);
    if (isSeen === opened.has(spoiler)) continue;
    isChanged = true;
    spoiler.open = isSeen;
    opened[isSeen ? "add" : "delete"](spoiler);
  }
  return isChanged;
}

openSeen((film) => film in readMarks());
