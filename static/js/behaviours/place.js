// Keeps "You are number 3 of 19" true on the result page, where no board is open.
import { on } from "../live.js";
import { announce } from "../say.js";
import { word } from "../words.js";

const shown = () => document.querySelector("[data-place]");
const topic = (place) => JSON.parse(place.closest("section").querySelector("span[data-watch]").dataset.watch);

const NAMED = ["board", "period", "start", "cohort", "team"];

export function settle({ start, entries }) {
  const place = shown();
  const mine = place && entries.find(({ id }) => String(id) === place.dataset.place);
  if (mine && topic(place).start === start) put(place, mine);
}

function put(place, { rank, points }) {
  place.dataset.points = points;
  if (place.textContent === String(rank)) return;
  place.textContent = rank;
  announce(word("rank", { n: rank }));
}

function shifted(place, changes) {
  const mine = Number(place.dataset.points);
  const ahead = changes.filter(({ was, points }) => was <= mine && points > mine).length;
  const behind = changes.filter(({ was, points }) => was > mine && points <= mine).length;
  return { rank: Number(place.textContent) + ahead - behind, points: mine };
}

on("standings", (news) => {
  const place = shown();
  if (!place) return;
  const open = topic(place);
  if (NAMED.some((name) => open[name] !== news[name])) return;
  const mine = news.changes.find(({ id }) => String(id) === place.dataset.place);
  put(place, mine ?? shifted(place, news.changes));
});
