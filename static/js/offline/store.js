// What this device keeps: whose it is just now, their next days, and what waits to be sent, each under its person.
import { openDB } from "idb";

let opened = null;

export function store() {
  if (!opened) {
    opened = Promise.resolve().then(open); // some browsers refuse with an answer, some with an exception
    opened.catch(() => (opened = null)); // and may change their mind
  }
  return opened;
}

// Nobody's where the browser keeps nothing, in private for example: then there is nothing to play, note or send.
export async function whose() {
  return store()
    .then((database) => database.get("device", "person"))
    .catch(() => undefined);
}

// Somebody else's days go the moment another person is here; what they have not sent stays, unseen, until they are back.
export async function arrive(person) {
  const change = (await store()).transaction(["device", "kept"], "readwrite");
  const before = await change.objectStore("device").get("person");
  if (before !== person) await change.objectStore("kept").clear();
  await change.objectStore("device").put(person, "person");
  await change.done;
  return before !== person;
}

export async function days(person) {
  return person && (await store()).get("kept", person);
}

// Only while they are still here: an answer may come after they have left.
export async function keep(person, days) {
  const change = (await store()).transaction(["device", "kept"], "readwrite");
  const here = (await change.objectStore("device").get("person")) === person;
  if (here) await change.objectStore("kept").put(days, person);
  await change.done;
  return here;
}

export async function leave() {
  const change = (await store()).transaction(["device", "kept"], "readwrite");
  await change.objectStore("kept").clear();
  await change.objectStore("device").delete("person");
  await change.done;
}

// By how many milliseconds this device's clock runs ahead of the server's, as far as we know.
export async function ahead() {
  return (await (await store()).get("device", "ahead")) ?? 0;
}

export async function noteAhead(ms) {
  await (await store()).put("device", ms, "ahead");
}

const open = () => openDB("repartee", 1, { upgrade, blocking: close, terminated: close });

function upgrade(database) {
  database.createObjectStore("device");
  database.createObjectStore("kept");
  database.createObjectStore("outbox", { keyPath: "id", autoIncrement: true }).createIndex("person", "person");
}

// A newer version of the app may want to change it.
async function close() {
  const closing = opened;
  opened = null;
  (await closing)?.close();
}
