// Signing out tidies this device, and says before what would be lost.
import { forget, person } from "../forget.js";
import { waiting } from "../offline/outbox.js";
import { send } from "../offline/send.js";
import { word } from "../words.js";

export const selector = "form[data-sign-out]";

export function connect(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const waits = await unsent();
    if (waits && !confirm(word(waits === 1 ? "leave-one" : "leave-many", { n: waits }))) return;
    await forget({ typed: true }).catch(() => null);
    form.submit();
  });
}

async function unsent() {
  if (!navigator.serviceWorker) return 0;
  await send().catch(() => null);
  return (await waiting(person()).catch(() => [])).length;
}
