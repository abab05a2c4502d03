// Where the browser can, it wakes us once there is a network again, even if no page is open.
import { waiting } from "../offline/outbox.js";
import { send } from "../offline/send.js";
import { whose } from "../offline/store.js";

const TAG = "outbox";

self.addEventListener("sync", (event) => {
  if (event.tag === TAG) event.waitUntil(deliver());
});

export const waitForNetwork = async () => self.registration.sync?.register(TAG).catch(() => null);

async function deliver() {
  await send();
  if ((await waiting(await whose())).length) throw new Error("not yet"); // so that we are woken again
}
