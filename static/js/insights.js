// Loaded by the insights alone: curves that can be read off, and a button beside each picture that saves it.
import * as picture from "./insights/picture.js";
import * as plot from "./insights/plot.js";

for (const behaviour of [plot, picture]) {
  for (const element of document.querySelectorAll(behaviour.selector)) behaviour.connect(element);
}
