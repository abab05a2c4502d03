// What was done here and may not have arrived: written down before it is sent, and only then sent, in this order.
import { store } from "./store.js";

const SHOWN_MS = 2 * 24 * 60 * 60 * 1000; // what was sent is still listed, and still counts as done on this device

export async function put(item) {
  const box = await writing();
  const same = (await mine(box, item.person)).find(({ key, state }) => key === item.key && state === "waiting");
  const kept = { ...item, state: "waiting", ...(same && { id: same.id }) };
  kept.id = await box.put(kept);
  await box.transaction.done;
  return kept;
}

export async function all(person) {
  if (!person) return [];
  const items = await (await store()).getAllFromIndex("outbox", "person", person);
  const since = Date.now() - SHOWN_MS;
  for (const { id, state, at } of items) if (state === "sent" && at < since) await discard(id);
  return items.filter(({ state, at }) => state !== "sent" || at >= since);
}

export const waiting = async (person) => (await all(person)).filter(({ state }) => state === "waiting");

export async function get(id) {
  return (await store()).get("outbox", id);
}

// Only of what is still there, and only if it was not changed meanwhile.
export async function settle({ id, at }, state, more = {}) {
  const box = await writing();
  const item = await box.get(id);
  if (item?.at === at) await box.put({ ...item, state, ...more });
  await box.transaction.done;
}

export async function discard(id) {
  await (await store()).delete("outbox", id);
}

export async function empty(person) {
  const box = await writing();
  for (const { id } of await mine(box, person)) await box.delete(id);
  await box.transaction.done;
}

// Of those who are no longer here only what they have not sent stays.
export async function dropSentOfOthers(person) {
  const box = await writing();
  for (const item of await box.getAll()) if (item.state === "sent" && item.person !== person) await box.delete(item.id);
  await box.transaction.done;
}

const mine = (box, person) => box.index("person").getAll(person);

async function writing() {
  return (await store()).transaction("outbox", "readwrite", { durability: "strict" }).objectStore("outbox");
}
