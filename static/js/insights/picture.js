// Saves a figure's picture as PNG, as it looks here: its colours come from the page, so they are written into a copy.
export const selector = "[data-picture]";

const LOOKS = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "font",
  "text-anchor",
];
const SCALE = 3;
const MARGIN = 16;
const LINE = 17;

export function connect(figure) {
  const drawn = figure.querySelector("svg.chart");
  if (!drawn) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = figure.dataset.picture;
  const said = [figure.querySelector("h2").textContent, figure.querySelector("p").textContent.trim()];
  button.addEventListener("click", () => save(drawn, said, figure.dataset.name));
  figure.querySelector(".files").append(button);
}

async function save(drawn, [title, says], name) {
  const { width, height } = drawn.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(withLooks(drawn, width, height, await typeface()))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const lines = wrapped(canvas.getContext("2d"), says, width);
  const top = 3 * MARGIN + LINE * (lines.length + 1);
  Object.assign(canvas, { width: (width + 2 * MARGIN) * SCALE, height: (top + height + MARGIN) * SCALE });
  const context = canvas.getContext("2d");
  context.scale(SCALE, SCALE);
  write(context, canvas, title, lines);
  context.drawImage(image, MARGIN, top, width, height);
  Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: name }).click();
}

function write(context, canvas, title, lines) {
  const { backgroundColor, color } = getComputedStyle(document.documentElement);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  context.font = font(700, 15);
  context.fillText(title, MARGIN, MARGIN + 12);
  context.font = font(400, 12);
  lines.forEach((line, n) => context.fillText(line, MARGIN, 2 * MARGIN + LINE * (n + 1)));
}

function wrapped(context, text, width) {
  context.font = font(400, 12);
  return text.split(" ").reduce(
    (lines, word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      return context.measureText(longer).width <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
    },
    [""],
  );
}

const font = (weight, size) => `${weight} ${size}px ${getComputedStyle(document.documentElement).fontFamily}`;

// A picture of its own knows none of the page's fonts, and another one's words are wider than their place.
async function typeface() {
  const found = [...document.styleSheets].flatMap((sheet) => faces(sheet).map((rule) => inside(rule, sheet.href)));
  return (await Promise.all(found)).join("");
}

const faces = ({ cssRules }) =>
  [...(cssRules ?? [])].flatMap((rule) => (rule instanceof CSSFontFaceRule ? [rule] : faces(rule)));

async function inside(rule, base) {
  const [, address] = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/);
  const file = await (await fetch(new URL(address, base))).blob();
  return rule.cssText.replace(address, await asData(file));
}

const asData = (file) =>
  new Promise((done) => {
    const reader = Object.assign(new FileReader(), { onload: () => done(reader.result) });
    reader.readAsDataURL(file);
  });

function withLooks(drawn, width, height, written) {
  const copy = drawn.cloneNode(true);
  const originals = drawn.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, n) => {
    const style = getComputedStyle(originals[n]);
    for (const look of LOOKS) element.style.setProperty(look, style.getPropertyValue(look));
  });
  const style = document.createElementNS(copy.namespaceURI, "style");
  style.textContent = written;
  copy.prepend(style);
  copy.setAttribute("width", width * SCALE);
  copy.setAttribute("height", height * SCALE);
  return new XMLSerializer().serializeToString(copy);
}
