// Lists the pages that this browser keeps, the last one read first, and deletes them.
const list = document.querySelector("[data-kept]");
const nothing = list.nextElementSibling;
const button = document.querySelector("main button");

function link(request, title) {
  const made = document.createElement("a");
  made.href = new URL(request.url).pathname;
  made.textContent = title;
  made.dir = "auto";
  const item = document.createElement("li");
  item.append(made);
  return item;
}

async function reviews(kept) {
  return (await kept.keys()).filter((request) => new URL(request.url).pathname !== list.dataset.kept);
}

async function show() {
  const kept = await caches.open("pages");
  const items = [];
  for (const request of (await reviews(kept)).reverse()) {
    const html = new DOMParser().parseFromString(await (await kept.match(request)).text(), "text/html");
    items.push(link(request, html.querySelector("h1")?.textContent.trim() || html.title));
  }
  list.replaceChildren(...items);
  nothing.hidden = items.length > 0;
  button.hidden = !items.length;
}

button.addEventListener("click", async () => {
  const kept = await caches.open("pages");
  for (const request of await reviews(kept)) await kept.delete(request);
  const files = await caches.open("files");
  const own = new Set(performance.getEntriesByType("resource").map((entry) => entry.name));
  for (const request of await files.keys()) if (!own.has(request.url)) await files.delete(request);
  await show();
  nothing.tabIndex = -1;
  nothing.focus();
});

if (window.caches) show().catch(() => {});
