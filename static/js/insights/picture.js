// Saves a figure's picture as PNG, as it looks here: its colours come from the page, so they are written into a copy.
export const selector = "[data-picture]";

const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font", "text-anchor"];
const SCALE = 3;
const MARGIN = 16;

export function connect(figure) {
  const drawn = figure.querySelector("svg.chart");
  if (!drawn) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = figure.dataset.picture;
  button.addEventListener("click", () => save(drawn, figure.querySelector("h2").textContent, figure.dataset.name));
  figure.querySelector(".files").append(button);
}

async function save(drawn, title, name) {
  const { width, height } = drawn.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(withLooks(drawn, width, height))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: (width + 2 * MARGIN) * SCALE,
    height: (height + 3 * MARGIN + 12) * SCALE,
  });
  const context = canvas.getContext("2d");
  context.scale(SCALE, SCALE);
  paper(context, canvas);
  context.fillText(title, MARGIN, MARGIN + 10);
  context.drawImage(image, MARGIN, 2 * MARGIN + 12, width, height);
  Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: name }).click();
}

function paper(context, canvas) {
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.documentElement);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  context.font = `700 15px ${fontFamily}`;
}

function withLooks(drawn, width, height) {
  const copy = drawn.cloneNode(true);
  const originals = drawn.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, n) => {
    const style = getComputedStyle(originals[n]);
    for (const look of LOOKS) element.style.setProperty(look, style.getPropertyValue(look));
  });
  copy.setAttribute("width", width * SCALE);
  copy.setAttribute("height", height * SCALE);
  return new XMLSerializer().serializeToString(copy);
}
