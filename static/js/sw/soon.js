// Some networks hang: bars, but no data. What takes longer than people wait is looked for on the phone instead.
export const PATIENCE_MS = 4_000;

// What is coming, or undefined where it is late.
export const soon = (coming, within = PATIENCE_MS) =>
  Promise.race([coming, new Promise((late) => setTimeout(late, Math.max(0, within)))]);
