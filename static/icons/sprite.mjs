// One SVG sprite of the lucide icons the pages use; `icon("flame")` in a template points into it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");

export const names = `arrow-right award brain calendar-check chart-no-axes-column check chevron-down circle-alert circle-check
  circle-dashed clock eye flame gem handshake house image lightbulb link lock log-in log-out medal meh
  message-circle message-circle-question-mark minus moon pencil quote rocket scale send settings shield-check snowflake sparkles
  square-check star sun swords target thumbs-down thumbs-up trophy user users wifi-off x zap`.split(/\s+/);

function symbol(name) {
  const shapes = readFileSync(join(folder, `${name}.svg`), "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export function sprite() {
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`;
}
