// Keeps the next days of whoever is here, and asks seldom: only what changed is sent.
import { tell } from "../offline/news.js";
import { ahead, days, keep, whose } from "../offline/store.js";
import { keepFilesOf } from "./files.js";
import { warm } from "./visited.js";

const FRESH_MS = 5 * 60_000;

export async function keepDays({ now = false } = {}) {
  const person = await whose();
  const kept = await days(person);
  if (!person || (!now && kept && Date.now() - kept.asked < FRESH_MS)) return;
  const headers = kept ? { "If-None-Match": kept.tag } : {};
  const answer = await fetch("/kept", { headers, cache: "no-store", redirect: "manual" }).catch(() => null);
  if (answer?.status === 304) return keep(person, { ...kept, asked: Date.now() });
  if (answer?.ok) await take(person, answer);
}

async function take(person, answer) {
  const text = await answer.text();
  const pack = JSON.parse(text);
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
