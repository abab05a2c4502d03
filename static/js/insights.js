// Loaded by the insights alone: a button beside each picture that saves it.
import * as picture from "./insights/picture.js";

for (const figure of document.querySelectorAll(picture.selector)) picture.connect(figure);
