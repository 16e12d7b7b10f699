// Talk under a review, quicker: answers in place, a draft that survives, likes without a new page. All of it works without.
const section = document.getElementById("comments");
const form = document.getElementById("comment-form");
const field = (name) => form.elements.namedItem(name);

section.addEventListener("click", (event) => {
  const button = event.target.closest("button.act");
  const link = event.target.closest("a.reply, a.quote");
  const asksForNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
  if (button) {
    event.preventDefault();
    like(button);
  } else if (link && form && !asksForNewTab && answer(link)) {
    event.preventDefault();
  }
});

async function like(button) {
  const response = await fetch(button.formAction, {
    method: "POST",
    body: new URLSearchParams(new FormData(button.form)),
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (!response?.ok) {
    button.form.requestSubmit(button); // the answer is a page that says why
    return;
  }
  const { liked, said } = await response.json();
  const was = button.textContent;
  button.textContent = liked ? section.dataset.unlike : section.dataset.like;
  button.ariaLabel = button.ariaLabel.replace(was, button.textContent);
  button.formAction = button.formAction.replace(/[a-z]+\/$/, liked ? "unlike/" : "like/");
  likesOf(button).textContent = said;
}

function likesOf(button) {
  const footer = button.parentElement;
  let likes = footer.querySelector(".likes");
  if (!likes) {
    likes = document.createElement("span");
    likes.className = "likes";
    footer.prepend(likes);
  }
  likes.role = "status";
  return likes;
}

// Moves the form under the comment that is answered; false where the server must do it.
function answer(link) {
  const article = link.closest("article");
  const isQuote = link.classList.contains("quote");
  const words = isQuote ? wordsOf(article) : "";
  if (isQuote && !words) return false;
  field("parent").value = new URL(link.href).searchParams.get("reply");
  article.after(form);
  cancel.hidden = false;
  const body = field("body");
  if (words) body.value = (body.value && `${body.value.trimEnd()}\n\n`) + words;
  keep();
  body.focus();
  return true;
}

// What is quoted: the marked words, else the paragraphs; nothing that is closed. Marked words of a spoiler, opened or
// not, are left to the server, which quotes them as they were hidden.
function wordsOf(article) {
  const body = article.querySelector(".body");
  const marked = getSelection();
  if (!marked.isCollapsed && body.contains(marked.anchorNode) && body.contains(marked.focusNode)) {
    const spoilers = [...article.querySelectorAll("details")];
    return spoilers.some((spoiler) => marked.containsNode(spoiler, true)) ? "" : quoted([marked.toString()]);
  }
  const parts = [...body.querySelectorAll("p, li")].filter((part) => !part.closest("details") && !part.querySelector("p"));
  return quoted(parts.map((part) => part.textContent));
}

function quoted(parts) {
  const lines = parts.join("\n\n").trim().split("\n");
  return lines.join("") && `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

// The draft: kept as it grows, forgotten when the comment is there.
const draft = `draft:${location.pathname}`;
const sent = `sent:${location.pathname}`;

function keep() {
  try {
    if (field("body").value) localStorage.setItem(draft, field("body").value);
    else localStorage.removeItem(draft);
  } catch {
    // A browser that keeps nothing: the text is on the page alone.
  }
}

function restore() {
  try {
    if (sessionStorage.getItem(sent) && /^#(comment-|held)/.test(location.hash)) localStorage.removeItem(draft);
    sessionStorage.removeItem(sent);
    const body = field("body");
    body.value ||= localStorage.getItem(draft) ?? "";
  } catch {
    // As above.
  }
}

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
    cancel.hidden = true;
  });
  form.querySelector("[name=post]").after(cancel);
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => {
    try {
      if (event.submitter?.name === "post") sessionStorage.setItem(sent, "yes");
    } catch {
      // As above.
    }
  });
  restore();
}
