// The sentences scripts may need, translated by the server into <script type="application/json" id="words">.
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");
const lang = document.documentElement.lang;

export function word(key, values = {}) {
  return (words[key] ?? "").replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

export const number = (value, digits = 0) =>
  value.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });

// As the server writes it (webapp/core/words.py).
export function percent(part) {
  if (part == null) return "–";
  return lang === "en" ? `${Math.round(part * 100)}\u00a0%` : part.toLocaleString(lang, { style: "percent" });
}
