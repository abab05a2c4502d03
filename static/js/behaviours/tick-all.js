// One tick for every box of its group; it follows them, and is not sent.
export const selector = "[data-tick-all]";

export function connect(label) {
  const all = label.querySelector("input");
  const boxes = [...label.closest("fieldset").querySelectorAll("input[name]")];
  const follow = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  boxes.forEach((box) => box.addEventListener("change", follow));
  follow();
  label.hidden = false;
}
