// A reply has arrived: its draft may go.
import { DRAFT } from "../forget.js";

export const selector = "[data-sent]";

export function connect(element) {
  localStorage.removeItem(DRAFT + element.dataset.sent);
}
