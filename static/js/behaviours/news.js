// News of one's own: said as it arrives, and kept on the Me page.
import { on } from "../live.js";
import { toast } from "../say.js";

on("news", ({ text }) => toast(text));
