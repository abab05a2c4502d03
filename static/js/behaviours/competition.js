// Keeps a competition's table true while it runs, asks once more at its end, and says what is new to those in it.
import { scoreWords, stateWords } from "../contest.js";
import { on, watch } from "../live.js";
import { announce, toast } from "../say.js";
import { word } from "../words.js";
import { glide } from "../glide.js";

const SETTLED_MS = 2500; // what was written at the last moment has been counted by then
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const timers = new WeakMap();
const cell = (row, name) => row.querySelector(`[data-cell=${name}]`);
const page = (id) => document.querySelector(`[data-contest="${id}"]`);

export function stand(state) {
  const element = page(state.competition_id);
  const list = element?.querySelector("[data-contest-rows]");
  if (!list) return;
  const label = element.querySelector("[data-contest-state]");
  const called = stateWords(label, state.state);
  if (label.textContent !== called) announce(called);
  label.textContent = called;
  const rows = state.entries.map((entry) => fill(list, entry, state.written)).filter(Boolean);
  glide(list, [...rows, ...[...list.children].filter((row) => !rows.includes(row))]);
  askAtTheEnd(element, state);
}

function fill(list, entry, written) {
  const row = list.querySelector(`[data-entry="${entry.id}"]`);
  if (!row) return null;
  cell(row, "rank").textContent = entry.rank ?? "–";
  cell(row, "score").textContent = scoreWords(entry.score, written);
  return row;
}

function askAtTheEnd(element, { competition_id, ends_at, state }) {
  const left = Date.parse(ends_at) - Date.now() + SETTLED_MS;
  if (state !== "live" || timers.has(element) || !(left < LONGEST_TIMER_MS)) return;
  const again = () => watch(element, { competition_id }, stand);
  timers.set(element, setTimeout(again, Math.max(left, 0)));
}

on("competition", (message) => {
  if (message.news) return toast(word(`contest-${message.news}`, { name: message.name }));
  stand(message);
});
