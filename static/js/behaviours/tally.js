// Shows a tally wherever it is on the page, and says when a vote has just come in.
import { on } from "../live.js";
import { announce } from "../say.js";
import { percent, word } from "../words.js";

const PARTS = ["fact", "persuasion", "score", "confidence"];

export function show(tally) {
  let news = false;
  for (const element of document.querySelectorAll(`[data-tally="${tally.answer_id}"]`)) {
    news ||= Number(element.dataset.votes) < tally.votes;
    fill(element, tally);
  }
  return news;
}

function fill(element, tally) {
  element.dataset.votes = tally.votes;
  for (const part of PARTS) {
    for (const text of element.querySelectorAll(`[data-text=${part}]`)) text.textContent = percent(tally[part]);
    for (const bar of element.querySelectorAll(`[data-bar=${part}]`)) bar.value = tally[part] ?? 0;
  }
  for (const half of element.querySelectorAll("[data-half]")) {
    const empty = 1 - (tally[half.dataset.half] ?? 0);
    half.setAttribute("transform", `translate(0 ${half.dataset.depth * empty})`);
  }
  const sure = element.querySelector("[data-sure]");
  if (sure) sure.hidden = tally.votes === 0;
  const said = element.parentElement.querySelector("[data-once-judged]");
  if (said && tally.votes) said.hidden = false;
  const votes = element.querySelector("[data-text=votes]");
  if (votes)
    votes.textContent =
      tally.votes === 0 ? word("waiting") : word(tally.votes === 1 ? "vote" : "votes", { n: tally.votes });
}

on("tally", (tally) => {
  if (!show(tally)) return;
  announce(word("arrived", { fact: percent(tally.fact), persuasion: percent(tally.persuasion) }));
});
