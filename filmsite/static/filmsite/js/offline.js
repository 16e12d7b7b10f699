// A page that is read is kept by the service worker, with the files that it loaded, and says so when it is shown again
// without a network.
const status = document.querySelector("[data-worker]");
const KINDS = new Set(["css", "img", "link", "script", "other"]);

function tell() {
  for (const sentence of document.querySelectorAll("[data-offline]")) sentence.hidden = navigator.onLine;
}

function filesOfPage() {
  const loaded = performance.getEntriesByType("resource").filter((entry) => KINDS.has(entry.initiatorType));
  return loaded.map((entry) => new URL(entry.name).pathname);
}

async function keep(page) {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ page, files: filesOfPage() });
}

tell();
addEventListener("submit", (event) => {
  if (!navigator.onLine) event.preventDefault(); // a page of the browser would take the place of what was written
}, { capture: true });
addEventListener("online", tell);
addEventListener("offline", tell);
if (navigator.serviceWorker) {
  navigator.serviceWorker.register(status.dataset.worker).then(
    () => {
      if (navigator.onLine) keep(location.pathname);
      // Pictures further down are loaded when the reader comes to them.
      document.addEventListener("visibilitychange", () => document.hidden && navigator.onLine && keep());
    },
    () => {}, // this browser keeps nothing
  );
}
