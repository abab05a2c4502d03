// Puts values where the page names them: data-fill="challenge.prompt.text".
export function fill(root, values, name = "fill") {
  for (const element of root.querySelectorAll(`[data-${name}]`)) {
    const value = element.dataset[name].split(".").reduce((found, key) => found?.[key], values);
    const text = value == null ? "" : String(value);
    if (element.textContent !== text) element.textContent = text;
    if ("sized" in element.dataset) element.dataset.sized = sizeOf(text);
  }
}

export function showPhase(root, phase) {
  root.dataset.phase = phase;
  for (const section of root.querySelectorAll("[data-when]")) {
    section.hidden = !section.dataset.when.split(" ").includes(phase);
  }
}

// Long words are set smaller, so that everything stays on one screen.
const sizeOf = ({ length }) => (length > 200 ? "small" : length > 110 ? "medium" : "large");
