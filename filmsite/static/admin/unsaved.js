// Nothing typed into a form of the admin is lost: what is not saved is kept in this browser, and offered back.
const KEEP_DAYS = 7;
const EVERY = 3000; // milliseconds between two copies
const PREFIX = "admin-unsaved:";
const SENT = "admin-sent"; // the form that this tab sent last
const script = document.querySelector("script[data-owner]");
const words = script?.dataset ?? {};
const form = document.querySelector("#content-main form:has(input[name=_save], input[name=_continue])");
const key = `${PREFIX}${words.owner}:${location.pathname}`;
let sending = false;
let kept = "";

// A browser that keeps nothing, or whose room is used up, costs the copy and nothing else.
function stored(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // As above.
  }
}

function drafts() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

// Passwords, tokens, files and what the server counts are never kept.
const isKept = (field) =>
  field.name &&
  !/csrf|token|password|_FORMS$|^_|^expected_version$|^is_different$/i.test(field.name) &&
  !field.name.includes("__prefix__") &&
  !["hidden", "password", "file", "submit", "button", "image", "reset"].includes(field.type);

const fields = () => [...form.elements].filter(isKept);

function valueOf(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => [option.value, option.text]);
  return field.value;
}

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") {
    const options = [...field.options];
    const chosen = options.some((option) => option.defaultSelected);
    return options.some((option, place) => option.selected !== (chosen ? option.defaultSelected : !field.multiple && place === 0));
  }
  return field.value !== field.defaultValue;
}

const isDirty = () => fields().some(isChanged);
const nameOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
const snapshot = () => Object.fromEntries(fields().map((field) => [nameOf(field), valueOf(field)]));

function keep() {
  if (sending || !isDirty()) return;
  const now = snapshot();
  const text = JSON.stringify(now);
  if (text === kept) return;
  kept = text;
  offer?.remove();
  store(key, { at: Date.now(), fields: now });
}

// The editor of a text was made from what the server sent; a browser that comes back fills in what was typed.
function showWhatIsSaved() {
  for (const area of form.querySelectorAll("textarea")) {
    const editor = area.parentElement?.querySelector("[contenteditable=true]")?.editor;
    if (editor && area.value !== editor.getHTML() && area.value !== area.dataset.shown) {
      editor.commands.setContent(area.value, false);
      area.dataset.shown = area.value;
    }
  }
}

function fill(draft) {
  for (const name of Object.keys(draft)) addRowsFor(name);
  for (const field of fields()) {
    const value = draft[nameOf(field)];
    if (value === undefined) continue;
    if (typeof value === "boolean") field.checked = value;
    else if (Array.isArray(value)) choose(field, value);
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  showWhatIsSaved();
}

function choose(field, pairs) {
  for (const [value, text] of pairs) {
    if (![...field.options].some((option) => option.value === value)) field.add(new Option(text, value));
  }
  const values = pairs.map(([value]) => value);
  for (const option of field.options) option.selected = values.includes(option.value);
}

// A row that was added by hand: “sections-3-heading” needs rows 0 to 3.
function addRowsFor(name) {
  const [, prefix, row] = name.match(/^(.+)-(\d+)-[^-]+$/) ?? [];
  const total = prefix && form.elements.namedItem(`${prefix}-TOTAL_FORMS`);
  const add = prefix && document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
  for (let tries = 0; add && Number(total.value) <= Number(row) && tries < 200; tries += 1) add.click();
}

let offer = null;

function offerBack(draft) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body.innerText.trim();
  const now = snapshot();
  const isText = (name) => /^text/.test(form.elements.namedItem(name)?.type ?? "text"); // not a date, a number
  const isTyped = ([name, value]) => typeof value === "string" && isText(name) && value !== now[name];
  const texts = Object.entries(draft.fields).filter(isTyped).map(([, value]) => parsed(value));
  const longest = texts.sort((one, two) => two.length - one.length)[0] ?? "";
  const number = texts.join(" ").split(/\s+/u).filter(Boolean).length;
  offer = document.createElement("div");
  offer.className = "admin-unsaved";
  offer.setAttribute("role", "status");
  const said = document.createElement("p");
  const head = document.createElement("b");
  head.textContent = words.unsaved.replace("%s", when.format(draft.at));
  said.append(head);
  if (number) said.append(` ${words.number.replace("%s", number)} `);
  const quote = document.createElement("q");
  quote.dir = "auto";
  quote.textContent = longest.length > 140 ? `${longest.slice(0, 140)}…` : longest;
  if (longest) said.append(quote);
  const restore = button(words.restore, "default", () => {
    fill(draft.fields);
    offer.remove();
    form.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
  const discard = button(words.discard, "", () => {
    store(key, null);
    offer.remove();
  });
  offer.append(said, restore, discard);
  form.before(offer);
}

function button(label, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `button ${kind}`;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// What this tab sent is saved when the page that follows says so.
function forgetWhatWasSaved() {
  try {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (sent && document.querySelector(".messagelist .success")) store(sent, null);
  } catch {
    // As above.
  }
}

function forgetOld() {
  for (const name of drafts()) {
    if (!(Date.now() - stored(name)?.at < KEEP_DAYS * 86_400_000)) store(name, null);
  }
}

for (const leave of document.querySelectorAll("form[action*='logout']")) {
  leave.addEventListener("submit", () => drafts().forEach((name) => store(name, null)));
}
forgetWhatWasSaved();
forgetOld();

if (form && words.owner) {
  form.addEventListener("submit", (event) => {
    keep();
    if (event.submitter?.formTarget) return; // a preview in a tab of its own: nothing is saved
    sending = true;
    try {
      sessionStorage.setItem(SENT, key);
    } catch {
      // As above.
    }
  });
  addEventListener("beforeunload", (event) => {
    keep();
    if (!sending && isDirty()) event.preventDefault();
  });
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", keep);
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s") {
      const save = form.querySelector("input[name=_continue]") ?? form.querySelector("input[name=_save]");
      event.preventDefault();
      save?.click();
    }
  });
  addEventListener("pageshow", (event) => {
    sending = false;
    showWhatIsSaved();
    setTimeout(showWhatIsSaved, 300); // the editors may be made later than the page is shown
    const draft = stored(key);
    if (draft && !event.persisted && JSON.stringify(draft.fields) !== JSON.stringify(snapshot())) {
      if (!isDirty()) offerBack(draft);
    }
  });
  setInterval(keep, EVERY);
}
