// Copies what a field shows, where the browser lets us.
import { word } from "../words.js";

export const selector = "input[data-copy]";

export function connect(input) {
  input.addEventListener("focus", () => input.select());
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = input.dataset.copy;
  button.textContent = word("copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(input.value);
    button.textContent = word("copied");
  });
  input.after(button);
}
