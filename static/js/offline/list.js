// What was done on this device, and what became of it. What was refused can be copied or thrown away, never just gone.
import { announce } from "../say.js";
import { word } from "../words.js";
import { discard } from "./outbox.js";

export function list(place, items, changed) {
  const rows = items.toReversed().map((item) => row(item, changed));
  place.replaceChildren(...(rows.length ? [card(rows)] : []));
}

function card(rows) {
  const entries = made("ul", "outbox");
  entries.append(...rows);
  const card = made("section", "card stack-tight");
  card.append(made("h2", "", word("on-phone")), entries);
  return card;
}

function row(item, changed) {
  const entry = made("li");
  entry.dataset.state = item.state;
  const when = new Date(item.at).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const head = made("p", "row row-apart");
  head.append(made("span", "state", word(`state-${item.state}`)), made("span", "quiet", when));
  entry.append(head, made("p", "", item.kind === "reply" ? item.body.text : word(`item-${item.kind}`)));
  if (item.state === "refused") entry.append(made("p", "quiet", item.why), doors(item, changed));
  return entry;
}

function doors(item, changed) {
  const row = made("p", "row");
  if (item.kind === "reply" && navigator.clipboard) row.append(copies(item.body.text));
  const away = button(word("throw-away"), async () => {
    await discard(item.id);
    announce(word("thrown"));
    changed();
  });
  row.append(away);
  return row;
}

function copies(text) {
  const copy = button(word("copy-text"), async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = word("copied");
  });
  return copy;
}

function button(label, act) {
  const button = made("button", "link", label);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

const made = (name, className = "", textContent = "") =>
  Object.assign(document.createElement(name), { className, textContent });
