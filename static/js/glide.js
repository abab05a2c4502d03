// Puts rows into an order, and lets the eye follow those that move.
export function glide(list, rows) {
  if (rows.length === list.children.length && rows.every((row, index) => row === list.children[index])) return;
  const before = new Map([...list.children].map((row) => [row, row.getBoundingClientRect()]));
  list.replaceChildren(...rows);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of rows) {
    const from = before.get(row);
    if (!from) continue;
    const to = row.getBoundingClientRect();
    const [x, y] = [from.left - to.left, from.top - to.top];
    if (x || y)
      row.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
        duration: 240,
        easing: "ease-out",
      });
  }
}
