// The two minutes without a network: which of the kept fragments comes next, going by what was done here.
import { all } from "../offline/outbox.js";
import { ahead, days, whose } from "../offline/store.js";
import { today } from "./days.js";

// Without a page where nothing is kept for the day.
export async function play(wanted) {
  const person = await whose();
  const pack = (await days(person))?.pack;
  if (!pack) return null;
  const items = (await all(person)).filter(({ state }) => state !== "refused");
  const date = await today(pack.zone);
  const day = pack.days.find((one) => one.date === date);
  return { pack, html: day?.challenge_id && next(pack, day, items, wanted, Date.now() - (await ahead())) };
}

export async function afterReply({ body }) {
  const pack = await kept();
  return pack && replied(pack, body);
}

export async function afterRecall({ body, recall }) {
  const pack = await kept();
  const asked = pack?.days.flatMap(({ recalls }) => recalls).find(({ id }) => id === recall);
  return asked?.outcomes[body.choice] ?? pack?.parts.recalled;
}

export async function afterRefusal(why) {
  return (await kept())?.parts.refused?.replace("[why]", () => escaped(why)) ?? escaped(why);
}

export async function afterVote() {
  return (await kept())?.parts.voted;
}

function next(pack, day, items, wanted, now) {
  const done = new Set(items.map(({ key }) => key));
  const recall = day.recalls.find(({ id }) => !done.has(`recall:${id}`));
  const mine = items.find(({ kind, body }) => kind === "reply" && body.challenge_id === day.challenge_id);
  if (!mine && !day.replied) return recall && wanted !== "reply" ? recall.html : day.reply;
  if (mine && wanted === "replied") return replied(pack, mine.body);
  const card = pack.judging.find((one) => !done.has(`vote:${one.answer_id}`) && Date.parse(one.closes_at) > now);
  return (recall ?? card)?.html ?? pack.parts.done;
}

function replied(pack, { text, challenge_id }) {
  return pack.parts.replied.replace("[challenge]", challenge_id).replace("[text]", () => escaped(text));
}

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const kept = async () => (await days(await whose()))?.pack;
