// Built files never change, so the first copy is the right one.
import { FILES } from "./names.js";

const BUILT = /\/static\/[\w.-]+/g;

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === location.origin && pathname.startsWith("/static/")) event.respondWith(file(event.request));
});

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// What a newer server draws may want files that this version of the shell has not.
export async function keepFilesOf(html) {
  const cache = await caches.open(FILES);
  for (const path of new Set(html.match(BUILT))) {
    if (!(await caches.match(path))) await cache.add(path).catch(() => null);
  }
}
