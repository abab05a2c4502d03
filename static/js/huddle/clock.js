// The server's time. A message says when it was sent and cannot have come before: the quickest one tells best.
let ahead = -Infinity;

export const heard = (now) => (ahead = Math.max(ahead, Date.parse(now) - performance.now()));
export const until = (moment) => Date.parse(moment) - ahead - performance.now();

export function clockOf(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
