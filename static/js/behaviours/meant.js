// Says with every form whose page it is, so that nothing is taken for the work of somebody who signed in since.
import { person } from "../forget.js";

document.addEventListener("htmx:config:request", ({ detail }) => {
  if (person()) detail.ctx.request.headers["X-Person"] = person();
});
