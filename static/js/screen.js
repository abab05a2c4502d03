// The big screen: draws what it is told, asks whenever it may have missed something, and never gives up.
import { scoreWords, stateWords } from "./contest.js";
import { glide } from "./glide.js";
import { word } from "./words.js";

const POLL_MS = 5000; // while there is no socket
const CHECK_MS = 60_000; // while there is one
const SETTLED_MS = 2500;
const IN_A_COLUMN = 10;
const KEPT = `screen:${location.pathname}`;

const body = document.body;
const list = document.querySelector("[data-places]");
const script = document.querySelector("script[type=module]").getAttribute("src");
let current = null;
let ahead = 0; // of the server's clock
let socket = null;
let asked = 0;
let timer = 0;

function draw(state) {
  current = state;
  ahead = Date.now() - Date.parse(state.now);
  localStorage.setItem(KEPT, JSON.stringify({ ...state, now: new Date(Date.now() - ahead).toISOString() }));
  body.dataset.state = state.state;
  document.querySelector("[data-name]").textContent = state.name;
  const label = document.querySelector("[data-contest-state]");
  label.textContent = stateWords(label, state.state);
  document.querySelector("[data-suspense]").hidden = !state.suspense;
  places(state);
  tick();
}

function places({ entries, suspense, written }) {
  const shown = entries.slice(0, 2 * IN_A_COLUMN);
  const most = Math.max(...shown.map(({ score }) => score ?? 0), 0);
  body.dataset.columns = shown.length > IN_A_COLUMN ? 2 : 1;
  list.style.setProperty("--rows", Math.min(Math.max(shown.length, 4), IN_A_COLUMN));
  const rows = shown.map((entry, index) =>
    fill({ ...entry, shown: scoreWords(entry.score, written) }, most, index < suspense),
  );
  glide(list, rows);
}

function fill({ id, rank, name, score, shown }, most, covered) {
  const row = list.querySelector(`[data-entry="${id}"]`) ?? made(id);
  const [place, who, bar, points] = row.children;
  if (points.textContent && points.textContent !== shown) flash(row);
  place.textContent = rank ?? "–";
  who.textContent = name;
  points.textContent = shown;
  bar.style.scale = `${most ? Math.max(0, (score ?? 0) / most) : 0} 1`;
  row.toggleAttribute("data-first", rank === 1 && score > 0);
  row.toggleAttribute("data-covered", covered);
  return row;
}

function made(id) {
  const row = document.createElement("li");
  row.dataset.entry = id;
  row.append(
    ...["place", "who", "bar", "score"].map((name) =>
      Object.assign(document.createElement("span"), { className: name }),
    ),
  );
  return row;
}

function flash(row) {
  row.removeAttribute("data-moved");
  void row.offsetWidth; // restart the animation
  row.setAttribute("data-moved", "");
}

function tick() {
  if (!current) return;
  const now = Date.now() - ahead;
  const [start, end] = [Date.parse(current.starts_at), Date.parse(current.ends_at)];
  const left = document.querySelector("[data-left]");
  left.textContent =
    current.state === "scheduled"
      ? word("starts", { time: span(start - now) })
      : current.state === "live"
        ? word("left", { time: span(end - now) })
        : "";
  const due = current.state === "scheduled" ? now >= start : current.state === "live" && now >= end + SETTLED_MS;
  if (due && Date.now() - asked > POLL_MS) ask();
}

function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return word("days", { n: Math.floor(hours / 24), h: hours % 24 });
  const two = (n) => String(n).padStart(2, "0");
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

async function ask() {
  asked = Date.now();
  clearTimeout(timer);
  const response = await fetch(body.dataset.screen, { cache: "no-store", signal: AbortSignal.timeout(8000) }).catch(
    () => null,
  );
  const state = response?.ok ? await response.json().catch(() => null) : null;
  if (response?.status === 404) return withdraw();
  lost(!state);
  body.toggleAttribute("data-connected", Boolean(state && socket?.connected));
  if (state?.version && state.version !== script) return location.reload();
  if (state) draw(state);
  timer = setTimeout(ask, state && socket?.connected ? CHECK_MS : POLL_MS);
}

function lost(nothing) {
  document.querySelector("[data-lost]").hidden = !nothing;
}

function withdraw() {
  socket?.disconnect();
  localStorage.removeItem(KEPT);
  window.caches?.open("pages").then((cache) => cache.delete(location.pathname));
  current = null;
  body.dataset.state = "withdrawn";
  body.replaceChildren(Object.assign(document.createElement("h1"), { textContent: word("withdrawn") }));
}

async function listen() {
  const client = await import(SOCKET).catch(() => null);
  if (!client) return setTimeout(listen, POLL_MS);
  socket = client.io({
    auth: { screen: body.dataset.secret },
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelayMax: 10_000,
  });
  socket.on("connect", ask);
  socket.on("disconnect", ask);
  socket.on("competition", (state) => !state.news && draw(state));
  socket.on("signed_out", ask);
}

// So that a screen that is switched on without a network has something to show, and waits for the rest.
async function keep() {
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  await (await caches.open("pages")).add(location.pathname);
}

function begin() {
  const given = JSON.parse(document.getElementById("state").textContent);
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
  draw(kept && Date.parse(kept.now) > Date.parse(given.now) ? kept : given);
  setInterval(tick, 1000);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  keep().catch(() => null);
  navigator.wakeLock?.request("screen").catch(() => null);
  ask();
  listen();
}

begin();
