// Reminders on this phone. What it takes is loaded where it is asked for, and once a visit to say that we are here.
const TOLD = "push:told";

export const selector = "[data-push]";

export async function connect(card) {
  const { show } = await import(PUSH);
  await show(card);
}

async function tellOfUs() {
  if (sessionStorage.getItem(TOLD)) return;
  sessionStorage.setItem(TOLD, "1");
  const { subscription, keep } = await import(PUSH);
  const here = await subscription();
  if (here) await keep(here);
}

// A sign-in that ran out took this phone's address with it.
if (!document.body.hasAttribute("data-live")) sessionStorage.removeItem(TOLD);
else if (globalThis.Notification?.permission === "granted") addEventListener("load", () => setTimeout(tellOfUs, 1000));
