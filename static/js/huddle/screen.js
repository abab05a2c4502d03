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
  for (const card of root.querySelectorAll("[data-card]")) {
    const place = Number(card.dataset.card);
    const found = revealed.find((one) => one.place === place);
    card.hidden = phase === "over" ? !found : place > places;
    card.toggleAttribute("data-shown", Boolean(found));
    card.toggleAttribute("data-whole", place === (phase === "over" ? 1 : revealed[0]?.place));
    if (!found) continue;
    fill(card, { ...found, fact: percent(found.fact), persuasion: percent(found.persuasion) }, "part");
  }
  const left = places - revealed.length;
  for (const name of root.querySelectorAll("[data-left]")) name.hidden = Number(name.dataset.left) !== left;
  root.querySelector("[data-none]").hidden =
    !(phase === "reveal" && places === 0) && !(phase === "over" && !revealed.length);
}
