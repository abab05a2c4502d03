// Recalls, replies and votes are written down before they are sent, so that none is lost on the way or sent twice.
import { tell } from "../offline/news.js";
import { discard, get, put, settle, waiting } from "../offline/outbox.js";
import { send } from "../offline/send.js";
import { keepDays } from "./days.js";
import { afterRecall, afterRefusal, afterReply, afterVote, play } from "./session.js";
import { fragment } from "./shell.js";
import { soon, PATIENCE_MS } from "./soon.js";
import { waitForNetwork } from "./sync.js";

const A_MOMENT_MS = 1_000;
const FORMS = [
  { path: /^\/recalls\/(\d+)$/, made: recall, shown: afterRecall, then: "/" },
  { path: /^\/answers$/, made: reply, shown: afterReply, then: "/?step=replied" },
  { path: /^\/answers\/(\d+)\/vote$/, made: vote, shown: afterVote, then: "/?step=judge" },
];

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const person = request.headers.get("X-Person");
  if (request.method !== "POST" || url.origin !== location.origin || !person) return;
  const form = FORMS.find(({ path }) => path.test(url.pathname));
  if (form) event.respondWith(take(event, form, person, url.pathname.match(form.path)[1]));
});

async function take(event, kind, person, id) {
  const form = await event.request.clone().formData();
  if (form.get("text")?.trim() === "") return (await tried(event.request)) ?? asked();
  const began = Date.now();
  const item = await put({ person, at: began, ...kind.made(form, Number(id)) }).catch(() => null);
  if (!item) return fetch(event.request); // full, or in private: then it goes out now or not at all
  const direct = form.get("csrf_token") && (await isNext(item));
  const answer = direct ? await watched(tried(event.request)) : null;
  if (answer?.ok) {
    await settle(item, "sent");
    if (item.kind === "reply") event.waitUntil(keepDays({ now: true })); // now there is more to judge
    return answer;
  }
  return answer?.status === 401 ? answer : otherwise(event, kind, item, answer, began);
}

// What was done before goes first: a reply of yesterday's does not count once today's page has shown others' of that day.
const isNext = async ({ id, person }) => (await waiting(person)).every((other) => other.id >= id);

const tried = (request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);

// Where it takes longer than a moment, the page says already that it waits.
async function watched(coming) {
  const slow = setTimeout(() => tell({ settled: false }), A_MOMENT_MS);
  return coming.finally(() => clearTimeout(slow));
}

// Through the API, which takes no form token and lets us shift a wrong clock. Where that is refused too, the page that
// sent the form says why, with every word still in it.
async function otherwise(event, kind, item, answer, began) {
  const sending = send();
  event.waitUntil(sending);
  await soon(sending, PATIENCE_MS - (Date.now() - began));
  const { state, why } = (await get(item.id)) ?? {};
  if (state === "refused" && answer) {
    await discard(item.id);
    return answer;
  }
  tell({ settled: state === "sent" });
  if (state === "waiting") event.waitUntil(waitForNetwork());
  if (state === "refused") return fragment(await afterRefusal(why));
  return (await played(kind, item, state)) ?? answer ?? Response.error();
}

const asked = async () => fragment((await play("reply"))?.html ?? "");

async function played({ then, shown }, item, state) {
  if (state === "sent") {
    const fresh = await soon(fetch(then, { headers: { "HX-Request": "true" } }).catch(() => null));
    if (fresh?.ok) return fragment(await fresh.text(), { "HX-Retarget": "main", "HX-Reswap": "innerHTML" });
  }
  const html = await shown(item);
  return html && fragment(html);
}

function recall(form, id) {
  const seconds = Number(form.get("seconds")) || null;
  return {
    kind: "recall",
    key: `recall:${id}`,
    recall: id,
    ...to("POST", `/api/v1/recalls/${id}`, "answered_at"),
    body: { choice: Number(form.get("choice")), seconds },
  };
}

function reply(form) {
  const [client_id, challenge_id] = [form.get("client_id"), Number(form.get("challenge_id"))];
  return {
    kind: "reply",
    key: `reply:${client_id}`,
    ...to("POST", "/api/v1/answers", "written_at"),
    body: { client_id, challenge_id, text: form.get("text"), proof: form.has("proof") },
  };
}

function vote(form, id) {
  const [fact, persuasion] = [Number(form.get("fact")), Number(form.get("persuasion"))];
  const reason = fact === 2 && persuasion === 2 ? null : form.get("reason") || null;
  return {
    kind: "vote",
    key: `vote:${id}`,
    ...to("PUT", `/api/v1/answers/${id}/vote`, "cast_at"),
    body: { fact, persuasion, reason },
  };
}

const to = (method, path, stamp) => ({ method, path, stamp });
