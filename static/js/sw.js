// The worker: keeps the shell and the next days, plays them where there is no network, and sends what was done there.
import "./sw/install.js";
import "./sw/files.js";
import "./sw/pages.js";
import "./sw/forms.js";
import "./sw/messages.js";
import "./sw/sync.js";
import "./sw/push.js";
