// What an element declares in data-watch is watched while it is on the page.
import { watch } from "../live.js";
import { stand } from "./competition.js";
import { show } from "./tally.js";
import { arrive } from "./standings.js";

export const selector = "[data-watch]";

export function connect(element) {
  watch(element, JSON.parse(element.dataset.watch), (state) => {
    if (!element.isConnected) return;
    state.tallies?.forEach(show);
    if (state.competition_id) stand(state);
    else if (state.entries) arrive(state);
  });
}
