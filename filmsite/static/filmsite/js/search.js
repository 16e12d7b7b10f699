// Names while typing, each a link to its page: a combobox by the ARIA Authoring Practices Guide.
const PAUSE = 150; // milliseconds

class Suggestions {
  constructor(field) {
    this.field = field;
    this.list = Object.assign(document.createElement("div"), {
      id: `${field.id}-names`, className: "suggestions", role: "listbox", ariaLabel: field.labels[0].textContent,
    });
    field.form.append(this.list);
    Object.assign(field, { role: "combobox", ariaAutoComplete: "list" });
    field.setAttribute("aria-controls", this.list.id);
    this.close();
    field.addEventListener("input", () => this.wait());
    field.addEventListener("keydown", (event) => event.isComposing || this.press(event));
    field.form.addEventListener("submit", () => this.close());
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", () => this.close());
  }

  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(this.field.value), PAUSE);
  }

  async ask(typed) {
    const address = `${this.field.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
    const response = typed.trim().length > 1 ? await fetch(address).catch(() => null) : null;
    const [, names, kinds, addresses] = response?.ok ? await response.json() : [typed, []];
    if (this.field.value !== typed) return; // a later answer is on its way
    this.list.replaceChildren(...names.map((name, at) => this.option(name, kinds[at], addresses[at])));
    if (names.length && document.activeElement === this.field) this.open();
    else this.close();
  }

  option(name, kind, address) {
    const option = Object.assign(document.createElement("a"), { href: address, role: "option", tabIndex: -1 });
    option.id = `${this.list.id}-${address}`;
    const words = Object.assign(document.createElement("bdi"), { textContent: name });
    option.append(words, " ", Object.assign(document.createElement("small"), { textContent: kind }));
    return option;
  }

  open() {
    this.list.hidden = false;
    this.field.ariaExpanded = "true";
    this.choose(null);
  }

  close() {
    this.list.hidden = true;
    this.field.ariaExpanded = "false";
    this.choose(null);
  }

  choose(chosen) {
    this.chosen = chosen;
    for (const option of this.list.children) option.ariaSelected = String(option === chosen);
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  // Up and down go round over the names and the field itself.
  press(event) {
    const places = [null, ...this.list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && places.length > 1) {
      if (this.list.hidden) this.open();
      this.choose(places.at((places.indexOf(this.chosen) + step) % places.length));
    } else if (event.key === "Enter" && this.chosen) {
      this.chosen.click();
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.close(); // and the field keeps what was typed
    } else {
      return;
    }
    event.preventDefault();
  }
}

for (const field of document.querySelectorAll("[data-suggestions]")) new Suggestions(field);
