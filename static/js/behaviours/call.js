// Chooses what a call needs on the device, with or without a network, as webapp/lines/fitting.py does on the server.
export const selector = "form[data-call]";

const SHOWN = 3;
const MOST_WORDS = 6;

export function connect(form) {
  const list = document.getElementById(form.dataset.call);
  const facts = [...list.children].map(known);
  const choose = () => show(list, facts, chosen(form));
  form.querySelector("[data-scriptless]").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    remember(form, event.target.type === "radio");
    choose();
  });
  addEventListener("popstate", () => {
    recall(form);
    choose();
  });
  if (location.hash.includes("=")) recall(form);
  choose();
}

function known(article) {
  const says = [...article.querySelectorAll("[data-says], [data-line] .bubble")];
  return {
    article,
    ...weighed(article),
    topic: article.dataset.topic,
    until: article.dataset.until ?? "9999",
    says: plain(says.map((part) => part.textContent).join(" ")),
    asked: [...article.querySelectorAll(".asked")],
    lines: [...article.querySelectorAll("[data-line]")],
  };
}

const weighed = ({ dataset }) => ({ worked: Number(dataset.worked ?? 0), place: Number(dataset.place) });

function chosen(form) {
  const said = new FormData(form);
  const words = plain(said.get("q")).split(" ").filter(Boolean).slice(0, MOST_WORDS);
  return { persona: said.get("persona"), objection: said.get("objection"), words };
}

function show(list, facts, choice) {
  const today = new Date().toLocaleDateString("sv"); // 2026-11-30
  const wanted = facts.filter((fact) => fact.until >= today && choice.words.every((word) => fact.says.includes(word)));
  const best = wanted.map((fact) => ({ ...fact, fit: fitOf(fact, choice) })).sort(byWorth);
  const shown = best.slice(0, SHOWN);
  for (const { article } of facts) article.hidden = true;
  for (const fact of shown) bringForward(fact, choice);
  list.prepend(...shown.map(({ article }) => article));
  say(list.previousElementSibling, shown.length, best.length);
}

// What fits best of what is asked and of what may be said stands in front, the rest is one tap away.
function bringForward({ article, asked, lines, topic }, choice) {
  article.hidden = false;
  for (const [front, parts] of Object.entries({ asked, line: lines })) {
    const [first, ...others] = inOrder(parts, topic, choice);
    if (!first) continue;
    article.querySelector(`[data-front=${front}]`).replaceChildren(first);
    article.querySelector("[data-more]").append(...others);
  }
}

function inOrder(parts, topic, choice) {
  const worth = (part) => ({ ...weighed(part), fit: fit(part.dataset, topic, choice) });
  return parts.toSorted((a, b) => byWorth(worth(a), worth(b)));
}

const byWorth = (a, b) => b.fit - a.fit || b.worked - a.worked || a.place - b.place;

function fitOf({ asked, topic }, choice) {
  return Math.max(...[{}, ...asked.map(({ dataset }) => dataset)].map((one) => fit(one, topic, choice)));
}

function fit({ who = "", on }, topic, { persona, objection }) {
  const saysIt = objection !== "" && (objection === on || objection === topic);
  const isThem = persona !== "" && who.split(" ").includes(persona);
  return 2 * saysIt + isThem;
}

function say(status, shown, found) {
  status.querySelector("[data-found]").hidden = !found;
  status.querySelector("[data-nothing]").hidden = found > 0;
  status.querySelector("[data-shown]").textContent = shown;
  status.querySelector("[data-count]").textContent = found;
}

// The address keeps the choice behind the #, which no server need answer for; going back brings the last one.
function remember(form, isStep) {
  const address = `#${new URLSearchParams(new FormData(form))}`;
  if (isStep) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function recall(form) {
  const said = new URLSearchParams(location.hash.slice(1));
  form.reset();
  for (const [name, value] of said) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

function plain(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‘’‛ʼ′`´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[-‐‑‒–—―−\s]+/g, " ");
}
