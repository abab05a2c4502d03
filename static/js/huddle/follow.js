// Keeps a page at the huddle's state: told over the socket, asked again at every deadline, polled without a socket.
import { connected, on, watch } from "../live.js";
import { call } from "./call.js";
import { heard, until } from "./clock.js";

const POLLED_MS = 2500;
const SPREAD_MS = 500; // two hundred phones do not ask in one instant
const AGAIN_MS = 1500;

export function follow(root, show) {
  let state = JSON.parse(document.getElementById("state").textContent);
  let timer = null;
  const topic = { huddle_id: state.id };

  function take(news) {
    heard(news.now);
    if (Date.parse(news.now) < Date.parse(state.now)) return;
    const before = state;
    state = { ...state, ...news };
    show(state, before);
    plan(until(state.ends_at) + 100);
  }

  function plan(wait) {
    clearTimeout(timer);
    if (!state.ends_at) return;
    timer = setTimeout(ask, Math.max(wait, 0) + Math.random() * SPREAD_MS);
  }

  async function ask() {
    plan(AGAIN_MS);
    if (connected()) return watch(root, topic, take);
    const answer = await call("GET", `/api/v1/huddles/${state.id}`);
    if (answer.ok) take(answer.body);
  }

  on("huddle", (news) => news.id === state.id && take(news));
  watch(root, topic, take);
  setInterval(() => connected() || ask(), POLLED_MS);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  take(state);
  return { take, ask };
}
