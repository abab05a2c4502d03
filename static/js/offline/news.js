// Tells every tab, and this one, that something was kept or has gone through.
const NAME = "outbox";

export function tell(message) {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(message);
  channel.close();
}

export function hear(listener) {
  new BroadcastChannel(NAME).addEventListener("message", ({ data }) => listener(data));
}
