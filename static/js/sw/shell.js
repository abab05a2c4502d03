// A page made here: the shell that came with this version, around what was kept for whoever is here.
import { SHELL_NAME, SHELL_PAGE } from "./names.js";

const KEPT_HEADERS = ["Content-Type", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"];

export async function shell(pack, content) {
  const empty = await (await caches.open(SHELL_NAME)).match(SHELL_PAGE);
  let html = await empty.text();
  if (pack) html = around(html, pack, Boolean(content));
  if (content) html = html.replace(/(<main[^>]*>)[\s\S]*(<\/main>)/, (_, begin, end) => begin + content + end);
  const headers = KEPT_HEADERS.map((name) => [name, empty.headers.get(name)]).filter(([, value]) => value);
  return new Response(html, { headers });
}

export const fragment = (html, headers = {}) =>
  new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", ...headers } });

function around(html, pack, today) {
  const links = today ? pack.around.replace('<a href="/" ', '<a href="/" aria-current="page" ') : pack.around;
  const nav = pack.around.includes("<nav") ? "with-nav" : "";
  const body = `<body class="${nav}" data-live data-person="${pack.person}">`;
  return html.replace(/<body[^>]*>/, body).replace(/<header[\s\S]*?<\/header>/, () => links);
}
