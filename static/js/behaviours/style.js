// htmx hands the style of what it replaces on to what comes, as an attribute, which our policy forbids: a box that was
// pulled larger would be a fault in the console each time.
document.addEventListener("htmx:before:swap", () => {
  for (const element of document.querySelectorAll("main [id][style]")) element.removeAttribute("style");
});
