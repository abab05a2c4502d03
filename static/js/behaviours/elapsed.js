// Notes how long a question was looked at; it plans the next meeting and earns nothing.
export const selector = "input[data-elapsed]";

export function connect(input) {
  const since = performance.now();
  const note = () => (input.value = Math.round((performance.now() - since) / 100) / 10);
  input.form.addEventListener("submit", note, true);
}
