// Pages come from the network. Without one: today from what was kept, a few from their last visit, else the shell.
import { days, whose } from "../offline/store.js";
import { SCREENS } from "./names.js";
import { play } from "./session.js";
import { fragment, shell } from "./shell.js";
import { soon } from "./soon.js";
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

// A late answer is still noted for the next visit, and changes nothing else.
async function page(event, url) {
  const coming = fetch(event.request).catch(() => null);
  event.waitUntil(coming.then((answer) => answer?.ok && !answer.redirected && note(url, answer)));
  const answer = await soon(coming);
  if (isThere(answer, url)) return answer;
  const kept = await lastKept(url);
  if (kept) return kept;
  const late = await coming;
  return isThere(late, url) ? late : nothingKept(url);
}

async function step(request, url) {
  const coming = fetch(request).catch(() => null);
  const answer = await soon(coming);
  if (isThere(answer, url)) return answer;
  const played = await play(url.searchParams.get("step"));
  if (played?.html) return fragment(played.html);
  const late = await coming;
  return isThere(late, url) || !played ? (late ?? Response.error()) : fragment(played.pack.parts.off);
}

const isThere = (answer, url) =>
  Boolean(answer) && !GONE.includes(answer.status) && !(isScreen(url) && answer.status >= 500);

async function lastKept(url) {
  if (isScreen(url)) return caches.match(url.pathname);
  if (isVisited(url)) return lastVisit(url);
  const played = url.pathname === "/" ? await play(url.searchParams.get("step")) : null;
  return played?.html && shell(played.pack, played.html);
}

async function nothingKept(url) {
  const pack = isScreen(url) ? null : (await days(await whose()))?.pack;
  return shell(pack, url.pathname === "/" ? pack?.parts.off : null);
}

async function note(url, answer) {
  const seen = (isScreen(url) && !url.search) || isVisited(url) ? answer.clone() : null; // before its body is read
  if (seen && isVisited(url)) await noteVisit(url.pathname, seen, await whose());
  else if (seen) await (await caches.open(SCREENS)).put(url.pathname, seen);
}
