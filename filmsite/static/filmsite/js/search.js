// Names while typing. The browser shows them as it shows any list of a field.
const PAUSE = 150; // milliseconds

for (const field of document.querySelectorAll("[data-suggestions]")) {
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest(field, field.value), PAUSE);
  });
}

async function suggest(field, typed) {
  const address = `${field.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
  const response = typed.trim().length > 1 ? await fetch(address).catch(() => null) : null;
  const names = response?.ok ? (await response.json())[1] : [];
  if (field.value !== typed) return; // a later answer is on its way
  field.list.replaceChildren(...names.map((name) => new Option(name, name)));
}
