// The replies that were dealt to this phone: two taps each, sent at the second, changed while there is time.
import { toast } from "../say.js";
import { ask, tell } from "./call.js";

const AGAIN_MS = 2000;
const MOST = 3;
const LOOKS = 4; // what was sent as the time ended arrives within seconds

export function ballots(list) {
  const template = list.querySelector("template");
  const nothing = list.parentElement.querySelector("[data-nothing]");
  const done = list.parentElement.querySelector("[data-done]");
  const dealt = new Map();
  let left = LOOKS;
  let asking = false;
  for (const form of list.querySelectorAll("form")) connect(form, Number(form.dataset.ballot));

  async function deal({ id }) {
    if (asking || left === 0 || dealt.size >= MOST) return;
    asking = true;
    const answer = await ask("huddle_deal", { huddle_id: id }, `/api/v1/huddles/${id}/deal`);
    asking = false;
    if (answer.ok) {
      left -= 1;
      answer.body.replies.forEach(add);
      settle();
    }
    setTimeout(deal, AGAIN_MS, { id });
  }

  function add(reply) {
    if (dealt.has(reply.id)) return;
    const form = template.content.firstElementChild.cloneNode(true);
    form.dataset.ballot = reply.id;
    form.querySelector("[data-text]").textContent = reply.text;
    if (reply.fact != null) write(form, reply);
    list.append(form);
    connect(form, reply.id);
  }

  function connect(form, id) {
    let accepted = read(form);
    dealt.set(id, form);
    form.toggleAttribute("data-cast", isWhole(accepted));
    form.addEventListener("change", async () => {
      const vote = read(form);
      if (!isWhole(vote)) return;
      const huddle = Number(list.dataset.deal);
      const path = `/api/v1/huddles/${huddle}/replies/${id}/vote`;
      const first = !isWhole(accepted);
      form.toggleAttribute("data-cast", true);
      const answer = await tell("huddle_vote", { huddle_id: huddle, reply_id: id }, vote, "PUT", path);
      if (!answer.ok) {
        write(form, accepted);
        form.toggleAttribute("data-cast", isWhole(accepted));
        return toast(answer.error, "sorry");
      }
      accepted = vote;
      settle();
      if (first) goOn(form);
    });
  }

  function settle() {
    const forms = [...dealt.values()];
    nothing.hidden = forms.length > 0;
    done.hidden = forms.length === 0 || !forms.every((form) => form.hasAttribute("data-cast"));
  }

  function goOn(form) {
    const next = [...dealt.values()].find((other) => !other.hasAttribute("data-cast"));
    (next ?? done).scrollIntoView({ block: next ? "start" : "center", behavior: calm() ? "auto" : "smooth" });
  }

  return { deal };
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const isWhole = ({ fact, persuasion }) => fact != null && persuasion != null;

function read(form) {
  const data = new FormData(form);
  const number = (name) => (data.has(name) ? Number(data.get(name)) : null);
  return { fact: number("fact"), persuasion: number("persuasion") };
}

function write(form, vote) {
  for (const input of form.querySelectorAll("input[type=radio]")) {
    input.checked = vote[input.name] != null && String(vote[input.name]) === input.value;
  }
}
