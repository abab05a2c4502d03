// What pages ask of the worker.
import { dropSentOfOthers, waiting } from "../offline/outbox.js";
import { send } from "../offline/send.js";
import { arrive, whose } from "../offline/store.js";
import { dropCard, keepDays } from "./days.js";
import { PAGES } from "./names.js";
import { fallSilent } from "./push.js";

const ANSWERS = { arrived, send: deliver, voted: ({ answer_id }) => dropCard(answer_id), left: fallSilent, takeOver };

self.addEventListener("message", (event) => event.waitUntil(ANSWERS[event.data.what]?.(event.data)));

async function arrived({ person }) {
  if (await arrive(person)) await forgetOthers(person);
  await deliver();
  await keepDays();
}

// Where a browser will not say what it is subscribed to, the days are kept all the same.
const forgetOthers = (person) =>
  Promise.all([caches.delete(PAGES), dropSentOfOthers(person), fallSilent().catch(() => null)]);

let delivering = false;

// Pages ask every few seconds; one that is under way answers for all of them.
async function deliver() {
  if (delivering) return;
  delivering = true;
  await tryToDeliver().finally(() => (delivering = false));
}

async function tryToDeliver() {
  if (!(await waiting(await whose())).length) return;
  await send();
  await keepDays({ now: true });
}

function takeOver() {
  return self.skipWaiting();
}
