// Today is done: nothing waits any more, neither on the app's picture nor among the notifications.
export const selector = ".pill-flame[data-safe], [data-sent][data-streak]";

const OVER = ["reminder", "streak"];

export async function connect() {
  navigator.clearAppBadge?.().catch(() => {});
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const tag of OVER) {
    for (const notification of (await worker?.getNotifications({ tag })) ?? []) notification.close();
  }
}
