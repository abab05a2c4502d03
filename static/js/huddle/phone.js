// A phone in a huddle: one thing at a time, whatever happened while it was away.
import { percent } from "../words.js";
import { ballots } from "./ballots.js";
import { countdown } from "./countdown.js";
import { fill, showPhase } from "./fill.js";
import { follow } from "./follow.js";
import { reply } from "./reply.js";

export function phone(root) {
  const writing = reply(root.querySelector("[data-reply]"));
  const judging = ballots(root.querySelector("[data-deal]"));
  let now = {};

  const { ask } = follow(root, (state) => {
    const before = now;
    now = { ...state, decided: isDecided(state) };
    if (before.phase === "replying" && state.phase === "judging") writing.sendWhatIsThere();
    showPhase(root, state.phase);
    fill(root, state);
    if (state.phase === "judging" && before.phase !== "judging") judging.deal(state);
    result(root, state.me.result);
    if (isDecided(state) && !before.decided && !state.me.result) setTimeout(ask, Math.random() * 500);
    if (before.phase && before.phase !== state.phase) arrive(root);
  });
  countdown(root, () => now.ends_at);
}

const isDecided = ({ phase, places, revealed }) =>
  phase === "over" || (phase === "reveal" && places > 0 && revealed.length === places);

function result(root, mine) {
  root.querySelector("[data-result]").hidden = !mine;
  root.querySelector("[data-look-up]").hidden = Boolean(mine);
  if (!mine) return;
  for (const part of ["fact", "persuasion"]) {
    root.querySelector(`[data-percent=${part}]`).textContent = percent(mine[part]);
    root.querySelector(`[data-bar=${part}]`).value = mine[part] ?? 0;
  }
  const place = mine.place ? `${mine.place}${mine.shared ? "-shared" : ""}` : "0";
  for (const line of root.querySelectorAll("[data-place]")) line.hidden = line.dataset.place !== place;
}

// A screen reader starts at the new phase's sentence; who is typing is not interrupted, for that phase has ended.
function arrive(root) {
  const sentence = root.querySelector("[data-when]:not([hidden]) [data-arrive]");
  if (!sentence) return;
  sentence.tabIndex = -1;
  sentence.focus({ preventScroll: true });
  scrollTo(0, 0);
}
