// Starts the page: htmx, the behaviours of what is on screen now and of what arrives later, the worker, the socket.
import "htmx.org";
import * as appBadge from "./behaviours/app-badge.js";
import * as call from "./behaviours/call.js";
import * as copy from "./behaviours/copy.js";
import * as counter from "./behaviours/counter.js";
import * as draft from "./behaviours/draft.js";
import * as elapsed from "./behaviours/elapsed.js";
import * as install from "./behaviours/install.js";
import * as go from "./behaviours/go.js";
import * as kept from "./behaviours/kept.js";
import * as look from "./behaviours/look.js";
import * as push from "./behaviours/push.js";
import * as refused from "./behaviours/refused.js";
import * as sent from "./behaviours/sent.js";
import * as signOut from "./behaviours/sign-out.js";
import * as tickAll from "./behaviours/tick-all.js";
import * as vote from "./behaviours/vote.js";
import * as watch from "./behaviours/watch.js";
import * as wrong from "./behaviours/wrong.js";
import * as zone from "./behaviours/zone.js";
import "./behaviours/arrival.js";
import "./behaviours/badge.js";
import "./behaviours/competition.js";
import "./behaviours/connection.js";
import "./behaviours/head.js";
import "./behaviours/meant.js";
import "./behaviours/moderated.js";
import "./behaviours/news.js";
import "./behaviours/place.js";
import "./behaviours/points-today.js";
import "./behaviours/post.js";
import "./behaviours/standings.js";
import "./behaviours/style.js";
import "./behaviours/tally.js";
import { start } from "./live.js";
import { begin } from "./offline/page.js";

const behaviours = [
  appBadge,
  call,
  copy,
  counter,
  draft,
  elapsed,
  go,
  install,
  kept,
  look,
  push,
  refused,
  sent,
  signOut,
  tickAll,
  vote,
  watch,
  wrong,
  zone,
];
const connected = new WeakMap(behaviours.map((behaviour) => [behaviour, new WeakSet()]));

function connect() {
  for (const behaviour of behaviours) {
    for (const element of document.querySelectorAll(behaviour.selector)) {
      if (connected.get(behaviour).has(element)) continue;
      connected.get(behaviour).add(element);
      behaviour.connect(element);
    }
  }
}

connect();
document.addEventListener("htmx:after:swap", connect);
if (navigator.serviceWorker) addEventListener("load", begin);
if (document.body.hasAttribute("data-live")) addEventListener("load", () => setTimeout(start, 200));
