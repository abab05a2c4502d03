// The one button of a page that a link in a message leads to presses itself, once a person looks: not for a scanner
// that fetches links, and not while the browser only prepares the page.
export const selector = "form[data-goes-by-itself]";

export function connect(form) {
  const looked = () => {
    if (document.visibilityState !== "visible" || document.prerendering || navigator.webdriver) return;
    removeEventListener("visibilitychange", looked);
    form.requestSubmit();
  };
  addEventListener("visibilitychange", looked);
  document.addEventListener("prerenderingchange", looked);
  looked();
}
