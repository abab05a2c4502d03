// Sends what waits, one after another, and never twice at once, however many tabs and workers there are.
import { get, settle, waiting } from "./outbox.js";
import { noteAhead, whose } from "./store.js";
import { tell } from "./news.js";

const PATIENCE_MS = 15_000;
const NOT_NOW = [401, 408, 425, 429];
const EXACT_MS = 60_000; // a clock that is off by less is right

export async function send() {
  return navigator.locks.request("outbox", drain);
}

async function drain() {
  const person = await whose();
  const items = await waiting(person);
  if (!items.length) return;
  const ahead = await measureClock();
  if (ahead === null) return;
  for (const item of items) if (!(await isThrough(item, ahead))) break;
  tell({ settled: true });
}

// The server corrects no clock; we ask what time it is and move what was written here by the difference.
async function measureClock() {
  const asked = Date.now();
  const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(none);
  const said = answer?.ok ? await answer.json().catch(none) : null;
  if (!said?.now) return null;
  const off = (asked + Date.now()) / 2 - Date.parse(said.now);
  const ahead = Math.abs(off) < EXACT_MS ? 0 : Math.round(off);
  await noteAhead(ahead);
  return ahead;
}

async function isThrough({ id, person }, ahead) {
  const item = await get(id);
  if (item?.state !== "waiting") return true;
  if ((await whose()) !== person) return false;
  const answer = await post(item, ahead);
  if (!answer || answer.status >= 500 || NOT_NOW.includes(answer.status)) return false;
  const said = answer.ok ? {} : await answer.json().catch(() => ({}));
  await settle(item, answer.ok ? "sent" : "refused", { why: said.detail ?? "", ahead });
  return true;
}

function post({ method, path, body, stamp, at, person }, ahead) {
  const written = Math.min(at, Date.now()) - ahead; // a clock put back since cannot have written tomorrow
  return fetch(path, {
    method,
    headers: { "Content-Type": "application/json", "X-Person": person },
    body: JSON.stringify({ ...body, [stamp]: new Date(written).toISOString() }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(none);
}

const none = () => null;
