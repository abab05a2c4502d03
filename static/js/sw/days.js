// Keeps the next days of whoever is here, and asks seldom: only what changed is sent.
import { measureClock } from "../offline/clock.js";
import { tell } from "../offline/news.js";
import { waiting } from "../offline/outbox.js";
import { ahead, days, keep, whose } from "../offline/store.js";
import { keepFilesOf } from "./files.js";
import { warm } from "./visited.js";

const FRESH_MS = 5 * 60_000;
const PATIENCE_MS = 30_000;

export async function keepDays({ now = false } = {}) {
  const person = await whose();
  const kept = await days(person);
  if (!person || (!now && kept && isFresh(kept))) return;
  if ((await measureClock()) === null) return;
  if (await replyWaits(person)) return take(person, await ask("/kept?reply=waits"), kept?.pack.judging);
  const answer = await ask("/kept", kept ? { "If-None-Match": kept.tag } : {});
  if (answer?.status === 304) return keep(person, { ...kept, asked: Date.now() });
  await take(person, answer);
}

// Until it has arrived the server shows us nobody else's: having seen them, it would not count.
const replyWaits = async (person) => (await waiting(person)).some(({ kind }) => kind === "reply");

// A clock that was put back since must not keep us from asking.
const isFresh = ({ asked }) => Math.abs(Date.now() - asked) < FRESH_MS;

const ask = (path, headers = {}) =>
  fetch(path, {
    headers,
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null);

async function take(person, answer, judging) {
  if (!answer?.ok) return;
  const text = await answer.text();
  const pack = { ...JSON.parse(text), ...(judging && { judging }) };
  if (String(pack.person) !== person) return;
  await keepFilesOf(text);
  await keep(person, { pack, tag: answer.headers.get("ETag"), asked: Date.now() });
  await warm(person);
  tell({ kept: true });
}

// A card that was judged over the socket, which goes past the worker.
export async function dropCard(answerId) {
  const person = await whose();
  const kept = await days(person);
  if (!kept) return;
  kept.pack.judging = kept.pack.judging.filter(({ answer_id }) => answer_id !== answerId);
  await keep(person, kept);
}

export async function today(zone) {
  const now = Date.now() - (await ahead());
  const parts = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  return new Intl.DateTimeFormat("en-CA", parts).format(now);
}
