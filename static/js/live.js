// The only owner of the socket. Everything watched is watched again after a reconnection, and its state applied.
import { forget } from "./forget.js";

const EVENTS = [
  "tally",
  "standings",
  "points",
  "streak",
  "badge",
  "competition",
  "news",
  "moderated",
  "huddle",
  "signed_out",
];
const ACKNOWLEDGED_WITHIN = 4000;

const LOST_AFTER = 1500;
const LOST_FOR_SURE = 8000; // some networks take everything and answer nothing

const listeners = Object.fromEntries([...EVENTS, "connection"].map((event) => [event, []]));
const watching = new Map(); // element -> { topic, apply }
let socket = null;
let last = 0;

export const on = (event, listener) => listeners[event].push(listener);
export const connected = () => Boolean(socket?.connected);

export async function start() {
  const client = await import(SOCKET).catch(() => null);
  if (!client) return addEventListener("online", start, { once: true }); // the connection went while the page came
  socket = client.io({ transports: ["websocket", "polling"], tryAllTransports: true });
  socket.on("connect", () => watching.forEach(ask));
  socket.on("connect", () => tellConnection(true));
  socket.on("disconnect", () => setTimeout(look, LOST_AFTER));
  socket.on("connect_error", look);
  for (const event of EVENTS) {
    socket.on(event, (message) => listeners[event].forEach((listener) => listener(message)));
  }
  on("signed_out", leave);
}

// Where only sockets are blocked, the pages still come: that is no lost connection.
async function look() {
  if (connected()) return;
  const answer = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(LOST_FOR_SURE) }).catch(
    () => null,
  );
  if (!connected()) tellConnection(Boolean(answer?.ok));
}

const tellConnection = (here) => listeners.connection.forEach((listener) => listener(here));

async function leave() {
  await forget({ typed: false }).catch(() => null);
  location.assign("/sign-in");
}

export function watch(element, topic, apply) {
  leaveRemoved();
  watching.set(element, { topic, apply });
  if (connected()) ask({ topic, apply });
}

export function vote(ballot) {
  last = Math.max(Date.now(), last + 1); // only grows, even on a clock that is set back
  return send("vote", { ...ballot, seq: last });
}

export const send = (event, payload) => socket.timeout(ACKNOWLEDGED_WITHIN).emitWithAck(event, payload);

async function ask({ topic, apply }) {
  const answer = await socket
    .timeout(ACKNOWLEDGED_WITHIN)
    .emitWithAck("watch", topic)
    .catch(() => null);
  if (answer?.ok && answer.state) apply(answer.state);
}

function leaveRemoved() {
  for (const [element, { topic }] of watching) {
    if (element.isConnected) continue;
    watching.delete(element);
    if (connected() && !isWatched(topic)) socket.emit("unwatch", topic);
  }
}

function isWatched(topic) {
  const wanted = JSON.stringify(topic);
  return [...watching].some(([element, other]) => element.isConnected && JSON.stringify(other.topic) === wanted);
}
