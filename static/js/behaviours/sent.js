// A reply has arrived: its draft may go, and the flame in the head catches at once.
import { DRAFT } from "../forget.js";
import { showStreak } from "./head.js";

export const selector = "[data-sent]";

export function connect(element) {
  localStorage.removeItem(DRAFT + element.dataset.sent);
  if (element.dataset.streak) showStreak(element.dataset.streak);
}
