{% load static %}// Keeps the reviews that were read, and shows them where there is no network. Whatever the network
// answers is shown as it comes. It is asked without cookies, so what is kept is the page that everybody sees,
// and as for a page that is fetched ahead, so that nobody counts as two readers.
const PAGES = "pages", FILES = "files";
const MOST = { [PAGES]: {{ most_pages }}, [FILES]: {{ most_files }} };
const OFFLINE = "{{ offline }}", SCRIPT = "{% static 'filmsite/js/offline_pages.js' %}"; // which are never let go

addEventListener("install", (event) => event.waitUntil(keepOwn()));

addEventListener("message", (event) => event.waitUntil(keepAll(event.data)));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (new URL(request.url).origin === location.origin)
    event.respondWith(fetch(request).catch(() => keptFile(request.url)));
});

async function keepOwn() {
  await keep(PAGES, OFFLINE);
  await keep(FILES, SCRIPT);
}

async function keepAll({ page, files }) {
  const kept = await caches.open(FILES);
  for (const file of files) if (!(await kept.match(file))) await keep(FILES, file);
  if (page) await keep(PAGES, page);
}

async function keep(name, address) {
  const answer = await fetch(address, { credentials: "omit", headers: { Purpose: "prefetch" } }).catch(() => null);
  if (!answer?.ok || /private|no-store/.test(answer.headers.get("Cache-Control"))) return;
  const kept = await caches.open(name);
  await kept.delete(address); // what is put again is the newest
  await kept.put(address, answer);
  const others = (await kept.keys()).filter(({ url }) => !url.endsWith(OFFLINE) && !url.endsWith(SCRIPT));
  for (const request of others.slice(0, -MOST[name])) await kept.delete(request);
}

async function page(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && [404, 410].includes(answer.status)) await (await caches.open(PAGES)).delete(request.url);
  return answer ?? keptPage(request.url);
}

async function keptPage(address) {
  const kept = await caches.open(PAGES);
  return (await kept.match(address, { ignoreSearch: true, ignoreVary: true })) ?? (await kept.match(OFFLINE));
}

async function keptFile(address) {
  return (await caches.match(address, { ignoreVary: true })) ?? Response.error();
}
