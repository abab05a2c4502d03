// Says something once: politely to a screen reader, and as a toast to everyone else.
const TOAST_MS = 5000;

export function announce(text) {
  const line = document.createElement("p");
  line.textContent = text;
  document.getElementById("announcer").append(line);
  setTimeout(() => line.remove(), TOAST_MS);
}

export function toast(text, kind = "plain") {
  const note = document.createElement("p");
  note.className = "toast";
  note.dataset.kind = kind;
  note.textContent = text;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), TOAST_MS);
  announce(text);
}
