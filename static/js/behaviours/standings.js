// Moves the rows of a board as points arrive, and shifts the ranks of those who were passed. People's points are
// whole, so their ranks follow from them; a group's are rounded means, and its rank is what the server says.
import htmx from "htmx.org";
import { on } from "../live.js";
import { announce } from "../say.js";
import { number, word } from "../words.js";

const lists = () => document.querySelectorAll("[data-board-rows]");
const topic = () => JSON.parse(document.querySelector("#board [data-watch]")?.dataset.watch ?? "{}");
const cell = (row, name) => row.querySelector(`[data-cell=${name}]`);
const points = (row) => Number(row.dataset.points);
const place = (row) => Number(cell(row, "rank").textContent) || Infinity;
const ofPeople = () => topic().board === "people";

const NAMED = ["board", "period", "start", "cohort", "team"];

export function arrive({ start, entries }) {
  if (start === topic().start) return settle(entries);
  htmx.ajax("GET", location.href, { target: "#board" }); // another day: everything on the page is of the old one
}

function settle(entries) {
  for (const list of lists()) {
    for (const entry of entries) update(list, entry);
    sort(list);
    if (ofPeople() && list.dataset.boardRows === "top") rank(list);
  }
  headline();
}

function update(list, entry) {
  const row = list.querySelector(`[data-row="${entry.id}"]`) ?? enter(list, entry);
  if (!row) return;
  row.dataset.points = entry.points;
  cell(row, "points").textContent = number(entry.points, ofPeople() ? 0 : 1);
  cell(row, "rank").textContent = entry.rank ?? "–";
}

function enter(list, entry) {
  const last = list.lastElementChild;
  if (!ofPeople() || list.dataset.boardRows !== "top" || !last || entry.points <= points(last)) return null;
  const row = last.cloneNode(true);
  row.dataset.row = entry.id;
  row.removeAttribute("aria-current");
  cell(row, "name").textContent = entry.name;
  cell(row, "detail")?.remove();
  last.replaceWith(row);
  return row;
}

const byPoints = (one, other) => points(other) - points(one);

function byRank(one, other) {
  return place(one) === place(other) ? byPoints(one, other) : place(one) - place(other);
}

function sort(list) {
  const before = new Map([...list.children].map((row) => [row, row.offsetTop]));
  const rows = [...list.children].sort(ofPeople() ? byPoints : byRank);
  if (rows.every((row, index) => row === list.children[index])) return;
  list.append(...rows);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of rows) {
    const moved = before.get(row) - row.offsetTop;
    if (moved)
      row.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], {
        duration: 240,
        easing: "ease-out",
      });
  }
}

function rank(list) {
  const rows = [...list.children];
  const scores = rows.map(points);
  rows.forEach((row) => (cell(row, "rank").textContent = scores.indexOf(points(row)) + 1));
}

function shift(changes) {
  const changed = new Set(changes.map(({ id }) => String(id)));
  for (const row of document.querySelectorAll("[data-board-rows=around] [data-row]")) {
    if (changed.has(row.dataset.row)) continue;
    const mine = points(row);
    const ahead = changes.filter(({ was, points: now }) => was <= mine && now > mine).length;
    const behind = changes.filter(({ was, points: now }) => was > mine && now <= mine).length;
    cell(row, "rank").textContent = Number(cell(row, "rank").textContent) + ahead - behind;
  }
}

function headline() {
  const mine = document.querySelector("[data-row][aria-current]");
  const shown = document.querySelector("[data-my-rank]");
  if (!mine || !shown || shown.textContent === cell(mine, "rank").textContent) return;
  shown.textContent = cell(mine, "rank").textContent;
  announce(word(ofPeople() ? "rank" : "side", { n: shown.textContent, name: cell(mine, "name").textContent }));
}

on("standings", (news) => {
  const open = topic();
  if (NAMED.some((name) => open[name] !== news[name])) return;
  shift(news.changes);
  settle(news.changes);
});
