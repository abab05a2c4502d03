// Turns reminders on and off on this phone: the browser's permission, its push service's address, and our knowing it.
const ADDRESS = "/api/v1/push/subscriptions";

export async function show(card) {
  for (const button of card.querySelectorAll("[data-push-turn]")) {
    button.addEventListener("click", () => turn(card, button.dataset.pushTurn === "on"));
  }
  draw(card, await state(card.dataset.push));
}

export const subscription = async () => (await worker())?.pushManager?.getSubscription();

export async function keep(here) {
  const body = JSON.stringify(here);
  const answer = await fetch(ADDRESS, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (!answer.ok) throw new Error(`not kept: ${answer.status}`);
}

async function state(key) {
  if (!("PushManager" in window) || !("Notification" in window)) {
    return navigator.standalone === false ? "install" : "never";
  }
  if (Notification.permission === "denied") return "blocked";
  const here = await subscription();
  return here && isFor(here, key) ? "on" : "off";
}

async function turn(card, on) {
  try {
    await (on ? start(card.dataset.push) : stop());
    draw(card, await state(card.dataset.push));
  } catch {
    draw(card, Notification.permission === "denied" ? "blocked" : "failed");
  }
}

async function start(key) {
  if ((await Notification.requestPermission()) !== "granted") return;
  const old = await subscription();
  if (old && !isFor(old, key)) await old.unsubscribe();
  const { pushManager } = await navigator.serviceWorker.ready;
  await keep(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) }));
}

async function stop() {
  const answer = await fetch(ADDRESS, { method: "DELETE" });
  if (!answer.ok) throw new Error(`not forgotten: ${answer.status}`);
  await (await subscription())?.unsubscribe();
}

function draw(card, now) {
  for (const part of card.querySelectorAll("[data-push-state]")) part.hidden = part.dataset.pushState !== now;
  card.querySelector("[data-push-turn=on]").hidden = now !== "off" && now !== "failed";
  card.querySelector("[data-push-turn=off]").hidden = now !== "on";
}

// Without a worker there is none yet: on a first visit it is still being installed.
const worker = () => navigator.serviceWorker?.getRegistration();

// Another installation's key, or one that was lost, reaches nobody.
function isFor(here, key) {
  const own = here.options?.applicationServerKey;
  return !own || String(new Uint8Array(own)) === String(bytes(key));
}

function bytes(key) {
  return Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}
