// Reading offline was turned off: what a browser still keeps of it goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clear()));

async function clear() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
