// Pages come from the network; without one, today's page from its last visit, or a page that says what was kept.
import "./sw/push.js";

const CACHE = `shell-${VERSION}`;
const PAGES = "pages";
const isScreen = (url) => /^\/screen\/[^/]+$/.test(url.pathname);
const isKept = (url) => (url.pathname === "/" || isScreen(url)) && !url.search;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  if (event.data === "wipe") event.waitUntil(caches.delete(PAGES));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...SHELL, "/offline"]);
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name !== CACHE && name !== PAGES) await caches.delete(name);
  }
  await self.clients.claim();
}

async function page(request, url) {
  try {
    const response = await fetch(request);
    if (response.status >= 500 && isScreen(url)) throw new Error("asleep"); // as without a connection
    if (response.ok && !response.redirected && isKept(url)) {
      const cache = await caches.open(PAGES);
      await cache.put(url.pathname, response.clone());
    }
    return response;
  } catch {
    return (await caches.match(url.pathname)) ?? caches.match("/offline");
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}
