// Offers this device's time zone when it differs from the chosen one.
import { word } from "../words.js";

export const selector = "select[data-zone]";

export function connect(select) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (here === select.value || ![...select.options].some((option) => option.value === here)) return;
  const offer = document.createElement("button");
  offer.type = "button";
  offer.className = "link";
  offer.textContent = word("zone", { zone: here });
  offer.addEventListener("click", () => {
    select.value = here;
    select.form.requestSubmit();
  });
  select.closest("details").after(offer);
}
