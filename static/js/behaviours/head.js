// Keeps the streak and the points in the page's head true.
import { on } from "../live.js";
import { announce } from "../say.js";
import { number, word } from "../words.js";

function put(name, value) {
  const element = document.querySelector(`[data-head=${name}]`);
  if (!element || element.textContent === String(value)) return;
  element.textContent = value;
  element.parentElement.classList.remove("just-moved");
  void element.offsetWidth; // restart the animation
  element.parentElement.classList.add("just-moved");
}

export function showStreak(current) {
  document.querySelector(".pill-flame")?.toggleAttribute("data-safe", true);
  put("streak", current);
}

on("points", ({ delta, total, reason }) => {
  put("points", number(total));
  const n = Math.abs(delta);
  if (delta) announce(word(delta > 0 ? "points" : "fewer", { n, why: word(`why-${reason}`) }));
});
on("streak", ({ current }) => put("streak", current));
