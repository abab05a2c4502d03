// A reply has arrived: its draft may go, and the flame in the head catches at once.
import { draftKey } from "../forget.js";
import { showStreak } from "./head.js";

export const selector = "[data-sent]";

export function connect(element) {
  localStorage.removeItem(draftKey(element.dataset.sent));
  if (element.dataset.streak) showStreak(element.dataset.streak);
}
