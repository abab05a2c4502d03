// Leaves nothing of a person on a shared device: drafts go here, kept pages go in the worker.
export const DRAFT = "draft:";

const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(DRAFT));

export const hasDrafts = () => drafts().some((key) => JSON.parse(localStorage.getItem(key)).text.trim());

export function forget() {
  for (const key of drafts()) localStorage.removeItem(key);
  navigator.serviceWorker?.controller?.postMessage("wipe");
}
