// Fills the shell. A new version waits until it is asked for, or until no page of the old one is open.
import { FILES, PAGES, SCREENS, SHELL_NAME, SHELL_PAGE } from "./names.js";

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

async function fill() {
  await caches.delete(SHELL_NAME); // so that it is the newest
  const cache = await caches.open(SHELL_NAME);
  await cache.addAll([...SHELL, new Request(SHELL_PAGE, { credentials: "omit" })]); // nobody's
}

// The version before stays as well: a page of it that is still open loads the rest of its scripts from there, since
// the server has only the new ones.
async function tidy() {
  const names = await caches.keys();
  const kept = [...names.filter((name) => name.startsWith("shell-")).slice(-2), FILES, PAGES, SCREENS];
  for (const name of names) if (!kept.includes(name)) await caches.delete(name);
  await self.clients.claim();
}
