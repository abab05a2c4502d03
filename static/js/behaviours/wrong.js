// A form that was refused goes on where it is wrong: at its first such field, or else at the sentence that says why.
export const selector = "main [role=alert]";

export function connect(sentence) {
  const field = document.querySelector("main [aria-invalid=true]");
  if (!field) sentence.tabIndex = -1;
  (field ?? sentence).focus();
}
