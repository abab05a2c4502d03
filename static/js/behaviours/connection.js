// Says what happened when a request did not get through. What was typed stays where it is.
import { toast } from "../say.js";
import { word } from "../words.js";

document.addEventListener("htmx:error", () => toast(word(navigator.onLine ? "lost" : "offline"), "sorry"));
document.addEventListener("htmx:response:error", ({ detail }) => {
  const { status } = detail.ctx.response.raw;
  if (status === 401) return location.assign("/sign-in");
  if (![409, 422].includes(status)) toast(word(status === 429 ? "busy" : "lost"), "sorry");
});
addEventListener("offline", () => toast(word("offline"), "sorry"));
