// Every picture an operating system asks for, drawn from the one logo.
import { Resvg } from "@resvg/resvg-js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shapes } from "./sprite.mjs";

const PAPER = "#fbf7f1";
const VIOLET = "#6a3de8";
const logo = readFileSync(join(import.meta.dirname, "logo.svg"), "utf8").replace(/<\/?svg[^>]*>/g, "");

export function pictures() {
  return {
    "icon-192.png": drawn(192, tile(22) + placed(logo, 74)),
    "icon-512.png": drawn(512, tile(22) + placed(logo, 74)),
    // A launcher cuts a shape of its own out of it: all that matters stays within four fifths of the middle.
    "maskable-192.png": drawn(192, tile(0) + placed(logo, 60)),
    "maskable-512.png": drawn(512, tile(0) + placed(logo, 60)),
    "apple-touch-icon.png": drawn(180, tile(0) + placed(logo, 68)),
    // The status bar paints it in one colour, wherever it is not transparent.
    "badge-96.png": drawn(96, cutOut(placed(logo, 96))),
    "badge-512.png": drawn(512, cutOut(placed(logo, 70))),
    "shortcut-today.png": drawn(96, tile(50) + lined("sun")),
    "shortcut-boards.png": drawn(96, tile(50) + lined("trophy")),
  };
}

const drawn = (size, inside) =>
  new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${inside}</svg>`, {
    fitTo: { mode: "width", value: size },
  })
    .render()
    .asPng();

const tile = (corner) => `<rect width="100" height="100" rx="${corner}" fill="${PAPER}"/>`;

function placed(inside, share, box = 48) {
  const edge = (100 - share) / 2;
  return `<svg x="${edge}" y="${edge}" width="${share}" height="${share}" viewBox="0 0 ${box} ${box}">${inside}</svg>`;
}

function cutOut(inside) {
  const mask = inside.replaceAll(PAPER, "#000").replace(/#[0-9a-f]{6}/g, "#fff");
  return `<mask id="logo">${mask}</mask><rect width="100" height="100" fill="#fff" mask="url(#logo)"/>`;
}

function lined(name) {
  const style = `fill="none" stroke="${VIOLET}" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round"`;
  return placed(`<g ${style}>${shapes(name)}</g>`, 54, 24);
}
