// Counts down to the deadline by the server's clock.
import { clockOf, until } from "./clock.js";

const HURRY_MS = 10_000;

export function countdown(root, endsAt) {
  for (const element of root.querySelectorAll("[data-countdown]")) {
    const left = endsAt() ? until(endsAt()) : null;
    element.hidden = left === null;
    if (left === null) continue;
    const text = clockOf(left);
    if (element.textContent !== text) element.textContent = text;
    element.toggleAttribute("data-hurry", left < HURRY_MS);
  }
  setTimeout(countdown, 200, root, endsAt);
}
