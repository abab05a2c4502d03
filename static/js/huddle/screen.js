// The big screen: the leader's buttons, the counts, the best three one after another.
import { toast } from "../say.js";
import { percent } from "../words.js";
import { call } from "./call.js";
import { countdown } from "./countdown.js";
import { fill, showPhase } from "./fill.js";
import { follow } from "./follow.js";

export function screen(root) {
  let now = {};
  const { take } = follow(root, (state) => {
    now = state;
    showPhase(root, state.phase);
    fill(root, state);
    reveal(root, state);
    for (const turn of root.querySelectorAll("input[name=turn]")) turn.value = state.turn;
  });
  countdown(root, () => now.ends_at);

  for (const form of root.querySelectorAll("form[data-step]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await call("POST", `/api/v1/huddles/${now.id}/${form.dataset.step}`, { turn: now.turn });
      if (answer.ok) take(answer.body);
      else toast(answer.error, "sorry");
    });
  }
}

function reveal(root, { places, revealed, phase }) {
  const left = places - revealed.length;
  for (const card of root.querySelectorAll("[data-card]")) {
    const position = Number(card.dataset.card);
    const found = revealed[position - left - 1]; // equals share a place, so places are no positions
    card.hidden = phase === "over" ? !found : position > places;
    card.toggleAttribute("data-shown", Boolean(found));
    card.toggleAttribute("data-first", found?.place === 1);
    card.toggleAttribute("data-whole", Boolean(found) && position === (phase === "over" ? 1 : left + 1));
    if (!found) continue;
    fill(card, { ...found, fact: percent(found.fact), persuasion: percent(found.persuasion) }, "part");
  }
  for (const name of root.querySelectorAll("[data-left]")) name.hidden = Number(name.dataset.left) !== left;
  root.querySelector("[data-none]").hidden =
    !(phase === "reveal" && places === 0) && !(phase === "over" && !revealed.length);
  winners(root, left === 0 ? revealed.filter(({ place }) => place === 1).length : 0);
}

function winners(root, firsts) {
  for (const line of root.querySelectorAll("[data-firsts]")) line.hidden = Number(line.dataset.firsts) !== firsts;
  if (firsts > 1) for (const line of root.querySelectorAll("[data-alone]")) line.hidden = true;
}
