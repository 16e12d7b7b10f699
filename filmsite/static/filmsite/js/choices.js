// The town or country that a reader opened is opened on the next page too. The browser alone remembers it.
const choices = [...document.querySelectorAll("details[data-choice]")];

try {
  for (const choice of choices) {
    const { name, dataset } = choice;
    if (localStorage.getItem(name) === dataset.choice) choice.open = true; // which closes the others of its name
    choice.querySelector("summary").addEventListener("click", () => {
      if (!choice.open) localStorage.setItem(name, dataset.choice);
    });
  }
} catch {
  // This browser keeps nothing: what the page opened stays open.
}
