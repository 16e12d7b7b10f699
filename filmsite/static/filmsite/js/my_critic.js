// Which critics agree with the reader: computed here from one file that is the same for everybody, and sent nowhere.
import { readMarks, writeMarks } from "./marks.js";

const page = document.querySelector(".my-critic");
const part = (selector) => page.querySelector(selector);
const words = page.dataset;
const MOST_CRITICS = 10;
const MOST_FILMS = 24;
const MOST_NAMES = 3;

// Laplace's rule of succession: the share of films on which both agree, as if of three more films they had agreed on
// one, which is what chance gives. So 7 of 9 come before 1 of 1, and who agrees no more often than chance is left out.
const CHANCE = 1 / 3;
const score = ({ agreed, shared }) => (agreed + 1) / (shared + 3);

// What the account has: members' pages list it.
const listed = new Map([...page.querySelectorAll("[data-film]")].map((row) => [row.dataset.film, row]));
const account = Object.fromEntries([...listed].map(([film, row]) => [film, row.dataset.stance]));

function forgetWhatIsKept() {
  const marks = Object.entries(readMarks()).filter(([film, stance]) => account[film] !== stance);
  writeMarks(Object.fromEntries(marks));
}

// A number of the file is a critic and a verdict: see reviews/verdicts.py.
function* judgements({ stances, loved }, numbers) {
  for (const number of numbers) {
    const verdict = number % stances.length;
    yield [Math.floor(number / stances.length), stances[verdict], loved.includes(verdict)];
  }
}

function agreeing(file, marks) {
  const critics = file.critics.map(([name, slug]) => ({ name, slug, agreed: 0, shared: 0 }));
  for (const [film, , , numbers] of file.films) {
    if (!marks[film]) continue;
    for (const [critic, stance] of judgements(file, numbers)) {
      critics[critic].shared += 1;
      critics[critic].agreed += stance === marks[film];
    }
  }
  const better = [...critics.entries()].filter(([, critic]) => score(critic) > CHANCE);
  better.sort(([, one], [, other]) => score(other) - score(one));
  return new Map(better.slice(0, MOST_CRITICS));
}

// Films that these critics loved, by the sum of the critics' scores.
function lovedBy(critics, file, marks) {
  const found = [];
  for (const [film, title, slug, numbers] of file.films) {
    if (marks[film]) continue;
    const fans = [...judgements(file, numbers)].filter(([critic, , isLoved]) => isLoved && critics.has(critic));
    const by = fans.map(([critic]) => critics.get(critic)).sort((one, other) => score(other) - score(one));
    if (by.length) found.push({ title, slug, by, sum: by.reduce((sum, critic) => sum + score(critic), 0) });
  }
  return found.sort((one, other) => other.sum - one.sum).slice(0, MOST_FILMS);
}

function row(kind, name, slug, said) {
  const made = part(`template.${kind}`).content.cloneNode(true).firstElementChild;
  const link = made.querySelector("a");
  link.setAttribute("href", `${link.getAttribute("href")}${encodeURIComponent(slug)}/`);
  link.textContent = name;
  made.querySelector("small").textContent = said;
  return made;
}

function fill(section, rows) {
  part(`${section} .rows`).replaceChildren(...rows);
  part(section).hidden = !rows.length;
}

function agreement(critic) {
  const sentence = critic.shared === 1 ? words.agreesOnce : words.agrees;
  return sentence.replace("{agreed}", critic.agreed).replace("{shared}", critic.shared);
}

function fans(critics) {
  const names = critics.slice(0, MOST_NAMES).map((critic) => critic.name);
  const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });
  return words.from.replace("{critics}", () => list.format(names));
}

function showMarked(file, marks) {
  const rows = file.films.filter(([film]) => marks[film]);
  const known = new Set(rows.map(([film]) => String(film)));
  const others = [...listed].filter(([film]) => !known.has(film)).map(([, listedRow]) => listedRow);
  fill(".marked", [...rows.map(([film, title, slug]) => row("film", title, slug, words[marks[film]])), ...others]);
  part(".marked").hidden = !Object.keys(marks).length; // also of films that the site has no longer
}

function show(file) {
  const marks = { ...account, ...readMarks() };
  const critics = agreeing(file, marks);
  fill(".agreeing", [...critics.values()].map((critic) => row("critic", critic.name, critic.slug, agreement(critic))));
  const loved = lovedBy(critics, file, marks);
  fill(".loved", loved.map((film) => row("film", film.title, film.slug, fans(film.by))));
  showMarked(file, marks);
  const nobody = critics.size ? "" : words.nobody;
  part(".said").textContent = Object.keys(marks).length ? nobody : words.nothing;
  offerToKeep();
}

function offerToKeep() {
  const keep = part(".keep");
  const marks = Object.entries(readMarks());
  if (!keep) return;
  keep.hidden = !marks.length;
  keep.elements.marks.value = marks.map(([film, stance]) => `${film}:${stance}`).join(" ");
}

async function compare() {
  forgetWhatIsKept();
  // Without cookies: the file is nobody's in particular, and kept for everybody.
  const response = await fetch(words.verdicts, { credentials: "omit" }).catch(() => null);
  if (response?.ok) show(await response.json());
  else {
    part(".said").textContent = words.failed;
    part(".marked").hidden = !Object.keys({ ...account, ...readMarks() }).length;
  }
  page.classList.add("is-compared");
}

part(".forget").addEventListener("submit", (event) => {
  writeMarks({});
  if (event.target.method === "post") return;
  event.preventDefault();
  compare();
});
addEventListener("pageshow", (event) => event.persisted && compare());
compare();
