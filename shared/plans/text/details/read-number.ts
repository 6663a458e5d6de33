/** Digits as JSON's reader gives them: a number, or the digits themselves when a number would lose some. */
export function readNumber(digits: string): number | string {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}
