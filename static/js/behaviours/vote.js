// Sends a vote at the second tap: over the socket, or as a form where there is none. A refused tap rolls back.
import { connected, vote } from "../live.js";
import { announce, toast } from "../say.js";
import { percent, word } from "../words.js";
import { show } from "./tally.js";

export const selector = "form[data-vote]";

export function connect(form) {
  let accepted = read(form);
  form.addEventListener("change", async () => {
    const ballot = read(form);
    if (!isWhole(ballot)) return;
    if (!connected()) return form.requestSubmit();
    const verdict = document.getElementById("verdict");
    verdict.hidden = false;
    verdict.setAttribute("aria-busy", "true");
    const answer = await vote({ answer_id: Number(form.dataset.vote), ...ballot }).catch(() => null);
    if (!answer || (answer.ok && !answer.tally)) return form.requestSubmit();
    verdict.removeAttribute("aria-busy");
    if (!answer.ok) {
      write(form, accepted);
      verdict.hidden = !isWhole(accepted);
      return toast(answer.error, "sorry");
    }
    document.getElementById("vote-sentence").textContent = word("voted");
    document.getElementById("vote-note").textContent = word(answer.points ? "counted" : "changeable", {
      n: answer.points,
    });
    accepted = ballot;
    show(answer.tally);
    announce(word("landed", { fact: percent(answer.tally.fact), persuasion: percent(answer.tally.persuasion) }));
  });
}

const isWhole = ({ fact, persuasion }) => fact != null && persuasion != null;

function read(form) {
  const data = new FormData(form);
  const number = (name) => (data.has(name) ? Number(data.get(name)) : null);
  return { fact: number("fact"), persuasion: number("persuasion"), reason: data.get("reason") || null };
}

function write(form, ballot) {
  for (const input of form.querySelectorAll("input[type=radio]")) {
    input.checked = ballot[input.name] != null && String(ballot[input.name]) === input.value;
  }
}
