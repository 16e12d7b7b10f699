// The town that a reader opened is opened on the next page too. The browser alone remembers it.
const KEY = "town";
const towns = [...document.querySelectorAll("details[data-town]")];

try {
  const chosen = towns.find(({ dataset }) => dataset.town === localStorage.getItem(KEY));
  if (chosen) chosen.open = true; // which closes the others, as they share a name
  for (const town of towns) town.querySelector("summary").addEventListener("click", () => {
    if (!town.open) localStorage.setItem(KEY, town.dataset.town);
  });
} catch {
  // This browser keeps nothing: the publication's own town stays open.
}
