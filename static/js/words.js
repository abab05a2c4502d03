// The sentences scripts may need, translated by the server into <script type="application/json" id="words">.
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export function word(key, values = {}) {
  return (words[key] ?? "").replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

export const percent = (part) => (part == null ? "–" : `${Math.round(part * 100)} %`);
