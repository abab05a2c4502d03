// Leaves nothing of a person on a shared device: drafts go here, kept pages go in the worker.
export const DRAFT = "draft:";

export function forget() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT)) localStorage.removeItem(key);
  navigator.serviceWorker?.controller?.postMessage("wipe");
}
