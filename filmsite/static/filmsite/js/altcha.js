// Proof of work for a guest's comment: finds the number behind a signed challenge while they write.
// Where that cannot be done the comment is sent all the same, and a moderator reads it first.
const field = document.querySelector("input[data-challenge]");
const form = field.form;
const AT_ONCE = 500; // numbers that are hashed before the page may do anything else
const KEEPS = 15 * 60 * 1000; // the server counts an answer for a little longer
const PATIENCE = 10 * 1000;

let solving = null;
let endedAt = 0;

function begin() {
  solving ??= solve()
    .catch(() => {}) // no answer: a moderator reads the comment first
    .then(() => (endedAt = Date.now()));
  return solving;
}

function forget() {
  solving = null;
  endedAt = 0;
  field.value = "";
}

async function solve() {
  const response = await fetch(field.dataset.challenge, { signal: AbortSignal.timeout(PATIENCE) });
  const { algorithm, challenge, salt, maxnumber, signature } = await response.json();
  for (let first = 0; first <= maxnumber; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, step) => first + step);
    const hashes = await Promise.all(numbers.map((number) => hash(algorithm, salt + number)));
    const number = first + hashes.indexOf(challenge);
    if (number >= first) {
      field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
      return;
    }
  }
}

async function hash(algorithm, text) {
  const bytes = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

form.addEventListener("focusin", begin);
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  const isDone = endedAt && Date.now() - endedAt < KEEPS;
  if (button?.name === "preview" || isDone) return;
  event.preventDefault();
  if (endedAt) forget();
  begin().then(() => form.requestSubmit(button));
});
// A page that comes back as it was left holds an answer that counted.
addEventListener("pageshow", (event) => event.persisted && forget());
