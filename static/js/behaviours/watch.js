// What an element declares in data-watch is watched while it is on the page.
import { watch } from "../live.js";
import { stand } from "./competition.js";
import { show } from "./tally.js";
import { settle } from "./place.js";
import { arrive } from "./standings.js";

export const selector = "[data-watch]";

export function connect(element) {
  watch(element, JSON.parse(element.dataset.watch), (state) => {
    if (!element.isConnected) return;
    state.tallies?.forEach(show);
    if (state.competition_id) return stand(state);
    if (!state.entries) return;
    if (element.closest("#board")) arrive(state);
    else settle(state);
  });
}
