// The town or country that a reader chose is open on the next page too. The browser alone remembers it: its slug or
// code under the name of the choice, and what it is called, as other pages need not know.
const choices = [...document.querySelectorAll("details[data-choice]")];
const buttons = [...document.querySelectorAll("button[data-choice]")];

const nameOf = (choice) => choice.dataset.for ?? choice.getAttribute("name");
const isChosen = (choice) => localStorage.getItem(nameOf(choice)) === choice.dataset.choice;

function choose(choice, called) {
  localStorage.setItem(nameOf(choice), choice.dataset.choice);
  localStorage.setItem(`${nameOf(choice)}-called`, called);
}

function forget(choice) {
  localStorage.removeItem(nameOf(choice));
  localStorage.removeItem(`${nameOf(choice)}-called`);
}

function open(choice) {
  const called = choice.querySelector("summary").textContent.trim();
  choice.querySelector("summary").addEventListener("click", () => {
    if (!choice.open) choose(choice, called);
  });
  if (!isChosen(choice)) return;
  choose(choice, called);
  choice.open = true; // which closes the others of its name
}

// The page is the same for everybody: what it says of a town that does not show the film waits for the town's name.
function say(template) {
  const chosen = localStorage.getItem(template.dataset.for);
  const called = localStorage.getItem(`${template.dataset.for}-called`);
  if (!chosen || !called || choices.some(isChosen)) return;
  const said = template.content.cloneNode(true);
  for (const dated of said.querySelectorAll("[data-of]")) if (dated.dataset.of !== chosen) dated.remove();
  for (const link of said.querySelectorAll("[data-towns]")) {
    link.href = `${link.dataset.towns}${encodeURIComponent(chosen)}/`;
  }
  for (const element of said.querySelectorAll("*")) {
    if (!element.children.length) element.textContent = element.textContent.replace("{town}", () => called);
  }
  const details = said.querySelector("details"), section = template.closest("section");
  section.querySelector("h2").after(said);
  details.open = true;
  section.hidden = false;
}

function show(button) {
  const [make, made] = button.querySelectorAll("span");
  make.hidden = isChosen(button);
  made.hidden = !make.hidden;
  button.hidden = false;
}

try {
  choices.forEach(open);
  document.querySelectorAll("template[data-for]").forEach(say);
  buttons.forEach(show);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (isChosen(button)) forget(button);
      else choose(button, button.dataset.called);
      buttons.forEach(show);
    });
  }
} catch {
  // This browser keeps nothing: what the page opened stays open.
}
