// What was wrong with a text is no longer said once somebody writes another.
export const selector = ".composer [role=alert]";

export function connect(notice) {
  const area = notice.closest(".composer").querySelector("textarea");
  area.addEventListener("input", () => {
    if (area.value.trim()) notice.remove();
  });
}
