// A form leaves without the fade between pages: where its answer redirects, the browser drops the fade half-way and
// reports that as a fault of ours.
let posted = false;

addEventListener("submit", ({ defaultPrevented }) => (posted = !defaultPrevented));
addEventListener("pageshow", () => (posted = false));
addEventListener("pageswap", ({ viewTransition }) => {
  if (!posted || !viewTransition) return;
  viewTransition.ready.catch(() => {});
  viewTransition.skipTransition();
});
