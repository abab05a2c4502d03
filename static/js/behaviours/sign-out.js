// Signing out tidies this device.
import { forget } from "../forget.js";

export const selector = "form[data-sign-out]";

export function connect(form) {
  form.addEventListener("submit", forget);
}
