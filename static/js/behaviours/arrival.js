// After a step has been swapped in: start at its top, and let a screen reader start at its sentence. Where that which
// had the focus is gone, what came in its place has it.
let held = false;

document.addEventListener("htmx:before:swap", ({ detail }) => {
  held = Boolean(targetOf(detail)?.contains(document.activeElement));
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const target = targetOf(detail);
  const root = target?.isConnected ? target : document.getElementById(target?.id);
  const isLost = held && document.activeElement === document.body;
  const sentence = root?.querySelector("[data-arrive]") ?? (isLost && root);
  if (!sentence) return;
  sentence.tabIndex = -1;
  sentence.focus({ preventScroll: true });
  if (root.matches("main, #coaching")) scrollTo(0, 0);
});

// htmx names what it has not found yet.
function targetOf({ ctx: { target } }) {
  return typeof target === "string" ? document.querySelector(target) : target;
}
