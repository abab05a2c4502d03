// Says what happened when a request did not get through, and shows quietly while the server cannot be reached.
import { hasDrafts } from "../forget.js";
import { on } from "../live.js";
import { toast } from "../say.js";
import { word } from "../words.js";

document.addEventListener("htmx:error", () => toast(navigator.onLine ? word("lost") : offline(), "sorry"));
document.addEventListener("htmx:response:error", ({ detail }) => {
  const { status } = detail.ctx.response.raw;
  if (status === 401) return location.assign("/sign-in");
  if (![409, 422].includes(status)) toast(word(status === 429 ? "busy" : "lost"), "sorry");
});
addEventListener("offline", () => toast(offline(), "sorry"));

const offline = () => word(hasDrafts() ? "offline-kept" : "offline");

let reachable = true;
let waits = 0;

on("connection", (here) => {
  reachable = here;
  sign();
});

export function showWaiting(n) {
  waits = n;
  sign();
}

function sign() {
  const line = document.getElementById("connection");
  const kept = waits ? word(waits === 1 ? "waits-one" : "waits-many", { n: waits }) : "";
  const text = reachable ? kept : kept ? `${word("away")} ${kept}` : word("unreachable");
  if (line.textContent !== text) line.textContent = text; // an empty one is not drawn, a new text is read out
}
