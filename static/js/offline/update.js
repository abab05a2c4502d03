// A new version is offered, never forced: the old one goes on until somebody takes the new one or closes every page.
import { announce } from "../say.js";
import { word } from "../words.js";

const LOOK_AGAIN_MS = 60 * 60_000;

export function offer(registration) {
  if (registration.waiting) show(registration);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing.addEventListener("statechange", () => registration.waiting === installing && show(registration));
  });
  setInterval(() => registration.update().catch(() => null), LOOK_AGAIN_MS);
}

function show(registration) {
  if (!registration.active || document.getElementById("offer")) return; // the first one is no news
  const note = Object.assign(document.createElement("p"), { id: "offer", className: "toast" });
  note.append(
    word("version"),
    button(word("use-it"), () => use(registration)),
    button(word("later"), () => note.remove()),
  );
  document.getElementById("toasts").append(note);
  announce(word("version"));
}

function use(registration) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting?.postMessage({ what: "takeOver" });
}

function button(label, act) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "link",
    textContent: label,
  });
  button.addEventListener("click", act);
  return button;
}
