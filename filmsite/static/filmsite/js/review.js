// The list of sections marks the one being read, and the link can be copied or handed to the system's own share sheet.
// Who has marked words in the text reports an error in them.
const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function mark() {
  const line = innerHeight / 3;
  const read = sections.filter((section) => section.getBoundingClientRect().top <= line).at(-1);
  for (const [id, link] of links) {
    if (id === read?.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (sections.length) {
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}

const share = document.querySelector(".share");

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "act";
  made.textContent = words;
  made.addEventListener("click", () => act(made));
  share.append(made);
}

if (share && navigator.clipboard) {
  button(share.dataset.copy, async (made) => {
    await navigator.clipboard.writeText(share.dataset.address);
    made.textContent = share.dataset.copied;
    made.setAttribute("role", "status");
  });
}
if (share && navigator.share) {
  button(share.dataset.share, () => navigator.share({ url: share.dataset.address, title: document.title }).catch(() => {}));
}

const report = document.querySelector(".report-error");

function quote() {
  const words = String(getSelection()).trim().slice(0, 500);
  report.search = words && `?${new URLSearchParams({ passage: words })}`;
}

for (const event of report ? ["pointerdown", "keydown"] : []) report.addEventListener(event, quote);
