// A reply that was hidden while somebody else looks at it: its words go, and a sentence says why.
import { on } from "../live.js";
import { toast } from "../say.js";
import { word } from "../words.js";

on("moderated", ({ answer_id, set_aside }) => {
  if (!set_aside) return;
  const judged = document.querySelector(`form[data-vote="${answer_id}"]`)?.closest(".judge");
  const card = judged ?? document.querySelector(`[data-answer="${answer_id}"]`);
  if (!card || card.closest("#coaching")) return;
  const words = card.querySelector(".bubble-colleague");
  if (words && set_aside === "hidden") words.textContent = "…";
  toast(word("set-aside"));
});
