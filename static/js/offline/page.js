// A page's part: tells the worker who is here, has it send what waits when there is a chance, shows how that goes.
import htmx from "htmx.org";
import { showWaiting } from "../behaviours/connection.js";
import { person } from "../forget.js";
import { on } from "../live.js";
import { toast } from "../say.js";
import { word } from "../words.js";
import { list } from "./list.js";
import { hear } from "./news.js";
import { all } from "./outbox.js";
import { store } from "./store.js";
import { offer } from "./update.js";

const AGAIN_MS = 5_000; // a browser often says that it is online before anything gets through
const TOLD = "offline:told";

let before = [];

export async function begin() {
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (!registration || !(await store().catch(() => null))) return sayNothingIsKept();
  offer(registration);
  await navigator.serviceWorker.ready;
  if (!person()) return;
  ask("arrived", { person: person() });
  addEventListener("online", () => ask("send"));
  document.addEventListener("visibilitychange", () => document.hidden || ask("send"));
  on("connection", (here) => here && ask("send"));
  setInterval(() => waits(before) && navigator.onLine && !document.hidden && ask("send"), AGAIN_MS);
  document.addEventListener("htmx:after:swap", show);
  hear(({ settled }) => (settled === undefined ? null : show()));
  await show();
}

// Some browsers refuse, in private for example. Once a visit is enough.
function sayNothingIsKept() {
  if (!person() || sessionStorage.getItem(TOLD)) return;
  sessionStorage.setItem(TOLD, "1");
  toast(word("keeps-nothing"));
}

async function ask(what, more = {}) {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ what, ...more });
}

const waits = (items) => items.filter(({ state }) => state === "waiting").length;

async function show() {
  const items = await all(person());
  showWaiting(waits(items));
  for (const place of document.querySelectorAll("[data-outbox]")) list(place, listed(items, place), show);
  say(items);
  before = items;
}

// All of it, or only what is in one state.
const listed = (items, { dataset }) => items.filter(({ state }) => [state, ""].includes(dataset.outbox));

function say(items) {
  const waited = new Set(before.filter(({ state }) => state === "waiting").map(({ id }) => id));
  const settled = items.filter(({ id, state }) => waited.has(id) && state !== "waiting");
  if (!settled.length) return;
  const refused = settled.some(({ state }) => state === "refused");
  toast(word(refused ? "came-back" : "went-out"), refused ? "sorry" : "plain");
  if (settled[0].ahead) sayClock(settled[0].ahead);
  if (document.querySelector("main [data-away]")) htmx.ajax("GET", "/", { target: "main" });
}

function sayClock(ahead) {
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const span = minutes < 120 ? word("minutes", { n: minutes }) : word("hours", { n: Math.round(minutes / 60) });
  toast(word(ahead > 0 ? "clock-fast" : "clock-slow", { span }));
}
