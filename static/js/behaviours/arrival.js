// After a step has been swapped in: start at its top, and let a screen reader start at its sentence.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const target = detail.ctx.target;
  const root = target?.isConnected ? target : document.getElementById(target?.id);
  const sentence = root?.querySelector("[data-arrive]");
  if (!sentence) return;
  sentence.tabIndex = -1;
  sentence.focus({ preventScroll: true });
  if (root.matches("main, #coaching")) scrollTo(0, 0);
});
