// The server corrects no clock; we ask what time it is there, and move what is written here by the difference.
import { noteAhead } from "./store.js";

const PATIENCE_MS = 15_000;
const EXACT_MS = 60_000; // a clock that is off by less is right

// By how many milliseconds this device runs ahead; null where nobody says so who is our server.
export async function measureClock() {
  const asked = Date.now();
  const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(none);
  const said = answer?.ok ? await answer.json().catch(none) : null;
  if (!said?.now) return null;
  const off = (asked + Date.now()) / 2 - Date.parse(said.now);
  const ahead = Math.abs(off) < EXACT_MS ? 0 : Math.round(off);
  await noteAhead(ahead);
  return ahead;
}

const none = () => null;
