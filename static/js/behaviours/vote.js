// Sends a vote at the second tap: over the socket, or as a form where there is none. A refused tap rolls back.
import { connected, on, vote } from "../live.js";
import { announce, toast } from "../say.js";
import { percent, word } from "../words.js";
import { show } from "./tally.js";

const FRESH_MS = 450;

export const selector = "form[data-vote]";

export function connect(form) {
  let accepted = read(form);
  if (isWhole(accepted)) rest(verdict());
  form.addEventListener("change", async () => {
    const ballot = read(form);
    if (!isWhole(ballot)) return;
    if (!connected()) return form.requestSubmit();
    const opened = verdict();
    if (opened.hidden) rest(opened);
    opened.hidden = false;
    opened.setAttribute("aria-busy", "true");
    const answer = await vote({ answer_id: Number(form.dataset.vote), ...ballot }).catch(() => null);
    if (!answer || (answer.ok && !answer.tally)) return form.requestSubmit();
    opened.removeAttribute("aria-busy");
    if (!answer.ok) {
      write(form, accepted);
      opened.hidden = !isWhole(accepted);
      return toast(answer.error, "sorry");
    }
    document.getElementById("vote-sentence").textContent = word(answer.tally.votes > 1 ? "voted" : "first");
    if (!note().dataset.counted) note().textContent = word("changeable");
    accepted = ballot;
    show(answer.tally);
    navigator.serviceWorker?.controller?.postMessage({ what: "voted", answer_id: answer.tally.answer_id });
    announce(word("landed", { fact: percent(answer.tally.fact), persuasion: percent(answer.tally.persuasion) }));
  });
}

on("points", ({ delta, reason }) => {
  if (reason !== "judgement" || !verdict() || verdict().hidden || !note()) return;
  note().dataset.counted = "true";
  note().textContent = word("counted", { n: delta });
});

const verdict = () => document.getElementById("verdict");
const note = () => document.getElementById("vote-note");

// For a moment pointers are ignored: a double tap must not reach what has just appeared.
function rest(element) {
  element.toggleAttribute("data-fresh", true);
  setTimeout(() => element.removeAttribute("data-fresh"), FRESH_MS);
}

const isWhole = ({ fact, persuasion }) => fact != null && persuasion != null;

function read(form) {
  const data = new FormData(form);
  const number = (name) => (data.has(name) ? Number(data.get(name)) : null);
  const [fact, persuasion] = [number("fact"), number("persuasion")];
  const reason = fact === 2 && persuasion === 2 ? null : data.get("reason") || null; // nothing held it back
  return { fact, persuasion, reason };
}

function write(form, ballot) {
  for (const input of form.querySelectorAll("input[type=radio]")) {
    input.checked = ballot[input.name] != null && String(ballot[input.name]) === input.value;
  }
}
