// A coach's minute runs while the reply is in sight; put away, it stops.
export const selector = "[data-look]";

const tell = (inSight) => {
  const desk = document.querySelector(selector);
  if (!desk) return;
  const form = new FormData();
  form.set("csrf_token", document.querySelector("meta[name=csrf-token]").content);
  if (inSight) form.set("in_sight", "1");
  navigator.sendBeacon(desk.dataset.look, form);
};

let listening = false;

export function connect() {
  if (listening) return;
  listening = true;
  const see = () => tell(document.visibilityState === "visible");
  // The page before, if it was the same card's, says that it is left only once this one is there.
  see();
  document.addEventListener("visibilitychange", see);
  addEventListener("pagehide", () => tell(false));
}
