/** A number with its noun: `1 connection`, `3 connections`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
