// A badge arrives: a toast with a small burst.
import { on } from "../live.js";
import { toast } from "../say.js";
import { word } from "../words.js";

on("badge", ({ name }) => toast(word("badge", { name }), "badge"));
