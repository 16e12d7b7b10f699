// Writing under a review, quicker: answers in place, a draft that survives. All of it works without.
const section = document.getElementById("comments");
const form = document.getElementById("comment-form");
const field = (name) => form.elements.namedItem(name);

section.addEventListener("click", (event) => {
  const link = event.target.closest("a.reply, a.quote");
  const asksForNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
  if (link && form && !asksForNewTab && answer(link)) event.preventDefault();
});

// Moves the form under the comment that is answered; false where the server must do it.
function answer(link) {
  const article = link.closest("article");
  const isQuote = link.classList.contains("quote");
  const words = isQuote ? wordsOf(article) : "";
  if (isQuote && !words) return false;
  moveTo(article, new URL(link.href).searchParams.get("reply"));
  const body = field("body");
  if (words) body.value = (body.value && `${body.value.trimEnd()}\n\n`) + words;
  keep();
  body.focus();
  return true;
}

function moveTo(article, parent) {
  field("parent").value = parent;
  article.after(form);
  elsewhere.remove();
  cancel.hidden = false;
}

// What is quoted here: the marked words, else paragraphs that are words alone. Emphasis, quotations and spoilers are
// left to the server, which quotes them as they were written.
function wordsOf(article) {
  const body = article.querySelector(".body");
  const marked = getSelection();
  if (!marked.isCollapsed && body.contains(marked.anchorNode) && body.contains(marked.focusNode)) {
    const spoilers = [...article.querySelectorAll("details")];
    return spoilers.some((spoiler) => marked.containsNode(spoiler, true)) ? "" : quoted([marked.toString()]);
  }
  const isPlain = [...body.querySelectorAll("*")].every((part) => part.matches("p, br"));
  return isPlain ? quoted([...body.children].map((part) => part.innerText)) : "";
}

function quoted(parts) {
  const lines = parts.join("\n\n").trim().split("\n");
  return lines.join("") && `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

// The draft: kept as it grows, with what it answers; forgotten when the comment is there. A member's is no other's.
const draft = `draft:${location.pathname}`;
const sent = `sent:${location.pathname}`; // see sent.js
const member = section.dataset.member ?? "";

function keep() {
  const [body, parent] = [field("body").value, field("parent").value];
  const tellsEnding = field("is_spoiler").checked;
  try {
    if (body) sessionStorage.setItem(draft, JSON.stringify({ body, parent, tellsEnding, member }));
    else sessionStorage.removeItem(draft);
  } catch {
    // A browser that keeps nothing: the text is on the page alone.
  }
}

function restore() {
  try {
    forgetOthers();
    if (sessionStorage.getItem(sent) && /^#(comment-|held)/.test(location.hash)) sessionStorage.removeItem(draft);
    sessionStorage.removeItem(sent);
    const { body, parent, tellsEnding } = read(draft);
    if (!body || field("body").value) return;
    field("body").value = body;
    field("is_spoiler").checked = Boolean(tellsEnding);
    if (parent) answerAgain(parent);
  } catch {
    // As above.
  }
}

// Whoever logged out left a browser that others may use; a guest who logs in keeps theirs.
function forgetOthers() {
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith("draft:"))) {
    const { member: owner } = read(key);
    if (owner && owner !== member) sessionStorage.removeItem(key);
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

// A draft that answers a comment of another page says so, and leads to it.
function answerAgain(parent) {
  const article = section.querySelector(`article#comment-${Number(parent)}`);
  if (article) {
    moveTo(article, parent);
    return;
  }
  field("parent").value = parent;
  elsewhere.href = `${form.action}${Number(parent)}/`;
  cancel.hidden = false;
  cancel.before(elsewhere);
}

const elsewhere = document.createElement("a");
elsewhere.textContent = section.dataset.answered;
const cancel = document.createElement("button");

if (form) {
  const home = document.createElement("div");
  form.before(home);
  home.append(form);
  cancel.type = "button";
  cancel.className = "quiet";
  cancel.hidden = true;
  cancel.textContent = section.dataset.cancel;
  cancel.addEventListener("click", () => {
    field("parent").value = "";
    home.append(form);
    elsewhere.remove();
    cancel.hidden = true;
    keep();
  });
  form.querySelector("[name=post]").after(cancel);
  form.addEventListener("input", keep);
  restore();
}
