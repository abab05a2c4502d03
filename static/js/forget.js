// What is typed stays on this device under its author's name; leaving tidies up.
import { empty } from "./offline/outbox.js";
import { leave } from "./offline/store.js";

const DRAFT = "draft:";

export const person = () => document.body.dataset.person ?? "";
export const draftKey = (name) => `${DRAFT}${person()}:${name}`;

const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(draftKey("")));

export const hasDrafts = () => drafts().some((key) => JSON.parse(localStorage.getItem(key)).text?.trim());

// Their pages and days go. What they typed goes too where they said so; else it waits, unseen, until they are back.
export async function forget({ typed }) {
  const author = person();
  if (typed) for (const key of drafts()) localStorage.removeItem(key);
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.controller?.postMessage({ what: "left" });
  await leave();
  if (typed) await empty(author);
  for (const name of ["pages", "visited"]) await caches.delete(name);
}
