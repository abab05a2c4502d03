// One question to the server: over the socket where there is one, over HTTP where not.
import { connected, send } from "../live.js";
import { word } from "../words.js";

// Returns { ok, body } or { ok: false, error } with a sentence.
export async function call(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok) return { ok: true, body: answer };
  return { ok: false, error: answer?.detail ?? word(navigator.onLine ? "lost" : "offline") };
}

let last = 0;

// Numbered, so that what comes late by either way overtakes nothing.
export async function tell(event, where, values, method, path) {
  last = Math.max(Date.now(), last + 1);
  const numbered = { ...values, seq: last };
  const answer = connected() ? await send(event, { ...where, ...numbered }).catch(() => null) : null;
  if (!answer) return call(method, path, numbered);
  return answer.ok ? { ok: true, body: answer.reply } : { ok: false, error: answer.error };
}

export async function ask(event, payload, path) {
  const answer = connected() ? await send(event, payload).catch(() => null) : null;
  if (!answer) return call("GET", path);
  return answer.ok ? { ok: true, body: answer } : { ok: false, error: answer.error };
}
