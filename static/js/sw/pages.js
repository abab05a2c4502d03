// Pages come from the network. Without one: today from what was kept, a few from their last visit, else the shell.
import { days, whose } from "../offline/store.js";
import { SCREENS } from "./names.js";
import { play } from "./session.js";
import { fragment, shell } from "./shell.js";
import { isVisited, lastVisit, noteVisit } from "./visited.js";

const GONE = [502, 503, 504]; // somebody answers, but not our server
const isScreen = ({ pathname }) => /^\/screen\/[^/]+$/.test(pathname);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname === "/" && request.headers.has("HX-Request")) event.respondWith(step(request, url));
});

async function page(event, url) {
  const answer = await fetch(event.request).catch(() => null);
  const gone = !answer || GONE.includes(answer.status) || (isScreen(url) && answer.status >= 500);
  if (gone) return (await away(url)) ?? answer;
  if (answer.ok && !answer.redirected) event.waitUntil(note(url, answer.clone()));
  return answer;
}

async function step(request, url) {
  const answer = await fetch(request).catch(() => null);
  if (answer && !GONE.includes(answer.status)) return answer;
  const played = await play(url.searchParams.get("step"));
  return played ? fragment(played.html) : (answer ?? Response.error());
}

async function away(url) {
  if (isScreen(url)) return (await caches.match(url.pathname)) ?? shell();
  const played = url.pathname === "/" ? await play(url.searchParams.get("step")) : null;
  if (played) return shell(played.pack, played.html);
  return (isVisited(url) && (await lastVisit(url))) || shell((await days(await whose()))?.pack);
}

async function note(url, answer) {
  if (isScreen(url) && !url.search) await (await caches.open(SCREENS)).put(url.pathname, answer);
  else if (isVisited(url)) await noteVisit(url.pathname, answer, await whose());
}
