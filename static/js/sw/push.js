// Pushes: shown once, tapped to the page they are about, and followed where the browser gives a new address.
const SEEN = "pushes";
const MOST_SEEN = 20;

self.addEventListener("push", (event) => event.waitUntil(arrived(event.data?.json())));
self.addEventListener("notificationclick", (event) => event.waitUntil(tapped(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moved(event)));

async function arrived(said) {
  if (!said || (await isRepeat(said.id))) return;
  const { title, body, tag, icon, url, waiting } = said;
  await registration.showNotification(title, { body, tag, icon, badge: icon, data: { url } });
  if (waiting) await navigator.setAppBadge?.(waiting);
}

// A push service may deliver twice.
async function isRepeat(id) {
  const cache = await caches.open(SEEN);
  if (await cache.match(`/pushes/${id}`)) return true;
  await cache.put(`/pushes/${id}`, new Response());
  for (const old of (await cache.keys()).slice(0, -MOST_SEEN)) await cache.delete(old);
  return false;
}

async function tapped(notification) {
  notification.close();
  const url = new URL(notification.data?.url ?? "/", location.origin);
  const pages = await clients.matchAll({ type: "window" });
  const open = pages.find((page) => page.url === url.href) ?? pages.find((page) => "navigate" in page);
  if (!open) return clients.openWindow(url.href);
  if (open.url !== url.href) await open.navigate(url.href).catch(() => clients.openWindow(url.href));
  return open.focus();
}

async function moved({ oldSubscription, newSubscription }) {
  const options = { userVisibleOnly: true, applicationServerKey: oldSubscription?.options.applicationServerKey };
  const subscription = newSubscription ?? (await registration.pushManager.subscribe(options));
  await fetch("/api/v1/push/subscriptions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...subscription.toJSON(), replaces: oldSubscription?.endpoint }),
  });
}

// Whoever signs in next on this device hears nothing of who was here before.
export async function fallSilent() {
  for (const notification of await registration.getNotifications()) notification.close();
  await navigator.clearAppBadge?.();
  await (await registration.pushManager?.getSubscription())?.unsubscribe();
}
