// Puts uPlot's picture over curves that the page has drawn: a finger or a mouse reads them off, day by day. Paper, PNG and
// whoever has no script keep the drawn one.
import uPlot from "uplot";

export const selector = "[data-curves]";

const TOKENS = ["--fact", "--say", "--sun", "--ink"];
const DASHES = [[], [9, 4], [2, 4], [12, 3, 2, 3]];
const HEIGHT = 300;

export function connect(holder) {
  const { curves, day } = JSON.parse(holder.dataset.curves);
  const days = [...new Set([0, ...curves.flatMap((curve) => [...curve.bends.map(([at]) => at), curve.until])])];
  days.sort((a, b) => a - b);
  const drawn = holder.querySelector("svg");
  const place = document.createElement("div");
  place.className = "plot";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", drawn.getAttribute("aria-label"));
  holder.append(place);
  const plot = new uPlot(options(curves, day, place.clientWidth), [days, ...curves.flatMap(heights(days))], place);
  holder.setAttribute("data-plotted", "");
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
}

// The share, and the two ends of its interval, on each of these days; nothing after the last one seen.
const heights = (days) => (curve) =>
  [1, 2, 3].map((which) =>
    days.map((day) => {
      if (day > curve.until) return null;
      return curve.bends.findLast(([at]) => at <= day)?.[which] ?? 0;
    }),
  );

function options(curves, day, width) {
  const look = getComputedStyle(document.documentElement);
  const axis = {
    stroke: look.getPropertyValue("--muted"),
    font: `600 13px ${look.fontFamily}`,
    grid: { stroke: look.getPropertyValue("--line"), width: 1 },
    ticks: { show: false },
  };
  const paths = uPlot.paths.stepped({ align: 1 });
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false }, y: { range: [0, 1] } },
    axes: [
      { ...axis, label: day, labelFont: axis.font, labelSize: 20 },
      { ...axis, values: (_plot, ticks) => ticks.map(percent) },
    ],
    series: [
      { label: day, value: (_plot, at) => at ?? "" },
      ...curves.flatMap((curve, n) => lines(curve, n, look, paths)),
    ],
    bands: curves.map((_curve, n) => ({
      series: [3 * n + 3, 3 * n + 2],
      fill: `color-mix(in srgb, ${look.getPropertyValue(TOKENS[n])} 12%, transparent)`,
    })),
  };
}

function lines(curve, n, look, paths) {
  const stroke = look.getPropertyValue(TOKENS[n]);
  const value = (plot, share, _series, at) => {
    if (share === null || at === null) return "";
    return `${percent(share)} (${whole(plot.data[3 * n + 2][at])}–${whole(plot.data[3 * n + 3][at])})`;
  };
  const end = { paths, stroke: "transparent", points: { show: false }, class: "plot-end" };
  return [{ label: curve.label, paths, stroke, width: 3, dash: DASHES[n], points: { show: false }, value }, end, end];
}

const whole = (share) => Math.round(share * 100);
const percent = (share) => `${whole(share)}\u00a0%`;
