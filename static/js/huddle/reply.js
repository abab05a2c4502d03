// The reply: its draft stays on this device, and what is there when time is up is sent as it is.
import { connect as count } from "../behaviours/counter.js";
import { draftKey } from "../forget.js";
import { toast } from "../say.js";
import { tell } from "./call.js";

export function reply(form) {
  const area = form.elements.text;
  const huddle = Number(form.dataset.reply);
  const key = draftKey(`huddle-${huddle}`);
  const sent = form.querySelector("[data-sent]");
  let accepted = area.dataset.given;

  area.value = localStorage.getItem(key) ?? area.value;
  count(area);
  mark();
  area.addEventListener("input", () => {
    localStorage.setItem(key, area.value);
    mark();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });

  async function send() {
    const text = area.value.trim();
    const given = { client_id: newId(), text };
    form.toggleAttribute("aria-busy", true);
    const path = `/api/v1/huddles/${huddle}/reply`;
    const answer = await tell("huddle_reply", { huddle_id: huddle }, given, "POST", path);
    form.toggleAttribute("aria-busy", false);
    if (!answer.ok) return toast(answer.error, "sorry");
    accepted = text;
    if (area.value.trim() === text) localStorage.removeItem(key);
    mark();
  }

  function mark() {
    const isIn = accepted !== "" && area.value.trim() === accepted;
    sent.hidden = !isIn;
    form.querySelector("[data-send]").hidden = isIn;
  }

  return {
    sendWhatIsThere() {
      const text = area.value.trim();
      if (text && text !== accepted) send();
    },
  };
}

// randomUUID wants HTTPS; a meeting room's first try is often without.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("-");
