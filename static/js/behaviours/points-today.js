// The day's points on the result page, line by line, as votes arrive; they may fall as well as rise.
import { on } from "../live.js";
import { word } from "../words.js";

const signed = (amount) => (amount > 0 ? `+${amount}` : String(amount));

function add(card, { delta, reason }) {
  const sum = card.querySelector("[data-sum]");
  sum.textContent = Number(sum.textContent) + delta;
  const line = card.querySelector(`[data-reason="${reason}"]`) ?? enter(card, reason);
  const amount = line.querySelector(".amount");
  const now = Number(amount.textContent) + delta;
  amount.textContent = signed(now);
  line.hidden = now === 0;
}

function enter(card, reason) {
  const line = document.createElement("li");
  line.dataset.reason = reason;
  const [amount, why] = [document.createElement("span"), document.createElement("span")];
  amount.className = "amount";
  amount.textContent = "0";
  why.textContent = word(`why-${reason}`);
  line.append(amount, why);
  card.querySelector(".entries").prepend(line);
  return line;
}

on("points", ({ parts }) => {
  const card = document.querySelector("[data-points-of]");
  if (!card) return;
  for (const part of parts) if (part.day === card.dataset.pointsOf) add(card, part);
});
