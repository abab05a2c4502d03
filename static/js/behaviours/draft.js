// Keeps an unsent reply on this device, with the id it will be sent under, so that sending twice counts once.
import { draftKey } from "../forget.js";

export const selector = "textarea[data-draft]";

export function connect(area) {
  const key = draftKey(area.dataset.draft);
  const id = area.form.elements.client_id;
  const writtenAt = area.form.elements.written_at;
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (id) id.value ||= newId(); // a form that was kept for later has none
  if (kept && !area.value) {
    area.value = kept.text;
    if (id) id.value = kept.id || id.value;
    area.dispatchEvent(new Event("input"));
  }
  area.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify({ text: area.value, id: id?.value }));
  });
  if (writtenAt) area.form.addEventListener("submit", () => (writtenAt.value = new Date().toISOString()), true);
}

// randomUUID wants HTTPS.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("-");
