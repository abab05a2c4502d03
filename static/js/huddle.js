// Starts a huddle's pages, the big screen or a phone. Nothing of the daily session is loaded with them.
import { phone } from "./huddle/phone.js";
import { screen } from "./huddle/screen.js";
import { start } from "./live.js";

const root = document.querySelector("[data-huddle]");
(root.dataset.huddle === "screen" ? screen : phone)(root);
start();
