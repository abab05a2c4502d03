// Sends what waits, one after another, and never twice at once, however many tabs and workers there are.
import { measureClock } from "./clock.js";
import { tell } from "./news.js";
import { get, settle, waiting } from "./outbox.js";
import { whose } from "./store.js";

const PATIENCE_MS = 15_000;
const NOT_NOW = [401, 408, 425, 429];

export async function send() {
  return navigator.locks.request("outbox", drain);
}

async function drain() {
  const person = await whose();
  const items = await waiting(person);
  if (!items.length) return;
  const ahead = await measureClock();
  if (ahead === null) return;
  for (const item of items) if (!(await mayGoOn(item, ahead))) break;
  tell({ settled: true });
}

// Whether the next one may be sent: what the server stumbles over waits, and holds up nothing else.
async function mayGoOn({ id, person }, ahead) {
  const item = await get(id);
  if (item?.state !== "waiting") return true;
  if ((await whose()) !== person) return false;
  const answer = await post(item, ahead);
  if (answer?.status === 500) return true;
  if (!answer || answer.status > 500 || NOT_NOW.includes(answer.status)) return false;
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
  }).catch(() => null);
}
