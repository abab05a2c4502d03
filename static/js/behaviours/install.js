// Invites to put the app on the home screen, where that is possible and nobody declined on this device.
const DECLINED = "install:declined";
const OTHERS_ON_APPLE = /CriOS|FxiOS|EdgiOS|OPiOS|OPT\/|DuckDuckGo|GSA\/|FBA[NV]|Instagram|LinkedInApp/;

let question = null; // the browser's own, kept until somebody taps

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  question = event;
  look();
});
addEventListener("appinstalled", decline);

export const selector = "[data-install]";

export function connect(card) {
  card.querySelector("[data-install-now]").addEventListener("click", ask);
  card.querySelector("[data-install-never]").addEventListener("click", decline);
  look();
}

function look() {
  const card = document.querySelector(selector);
  if (!card) return;
  const way = possible();
  card.hidden = !way;
  for (const part of card.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== way;
}

function possible() {
  if (matchMedia("(display-mode: standalone)").matches || navigator.standalone) return null;
  if (localStorage.getItem(DECLINED)) return null;
  return question ? "asked" : isAppleSafari() ? "drawn" : null;
}

function isAppleSafari() {
  const { userAgent, platform, maxTouchPoints } = navigator;
  const apple = /iPhone|iPad|iPod/.test(userAgent) || (platform === "MacIntel" && maxTouchPoints > 1);
  return apple && /Safari\//.test(userAgent) && !OTHERS_ON_APPLE.test(userAgent);
}

function ask() {
  question.prompt(); // works once
  question = null;
  leave();
}

function decline() {
  localStorage.setItem(DECLINED, "1");
  leave();
}

function leave() {
  const card = document.querySelector(selector);
  if (!card) return;
  if (card.contains(document.activeElement)) document.querySelector("main").focus({ preventScroll: true });
  look();
}
