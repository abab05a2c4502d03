// What a competition's news, which is in no language, is called here.
import { number, percent } from "./words.js";

export const stateWords = (label, state) => JSON.parse(label.dataset.contestState)[state];

// As the server writes it (webapp/competitions/words.py).
export function scoreWords(score, written) {
  if (score == null) return "–";
  return written === "share" ? percent(score) : number(score, written === "mean" ? 1 : 0);
}
