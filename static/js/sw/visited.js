// A few pages are kept as they were seen last, for whoever is here.
import { whose } from "../offline/store.js";
import { keepFilesOf } from "./files.js";
import { PAGES } from "./names.js";

const KEPT = ["/call", "/me", "/boards", "/arena"];
const WARM = ["/call", "/me"];

export const isVisited = ({ pathname, search }) => KEPT.includes(pathname) && !search;

export const lastVisit = async ({ pathname }) => (await caches.open(PAGES)).match(pathname);

export async function warm(person) {
  for (const path of WARM) {
    const answer = await fetch(path, { redirect: "manual" }).catch(() => null);
    if (answer?.ok) await noteVisit(path, answer, person);
  }
}

export async function noteVisit(path, answer, person) {
  const html = await answer.clone().text();
  if (!person || !html.includes(`data-person="${person}"`)) return;
  const cache = await caches.open(PAGES);
  await cache.put(path, answer);
  if ((await whose()) !== person) await cache.delete(path); // they left meanwhile
  await keepFilesOf(html);
}
