// Says that something typed is kept only where it is.
import { hasDrafts } from "../forget.js";

export const selector = "[data-kept]";

export function connect(element) {
  element.hidden = !hasDrafts();
}
