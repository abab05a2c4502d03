// Counts a reply's characters: green up to the soft goal, then a nudge, never a wall before the maximum.
import { word } from "../words.js";

export const selector = "textarea[data-goal]";

export function connect(area) {
  const output = document.getElementById(area.dataset.counter);
  const goal = Number(area.dataset.goal);
  const show = () => {
    const length = area.value.length;
    output.textContent =
      length > goal ? word("long", { n: length, max: area.maxLength }) : word("count", { n: length, goal });
    output.dataset.over = length > goal;
  };
  area.addEventListener("input", show);
  show();
}
