/** A change with its sign: "−402.10", "+3", "0". `print` gets the amount without sign. */
export function signed(change: number, print: (amount: number) => string): string {
  const amount = print(Math.abs(change));
  // What prints as nothing has no sign.
  if (!/[1-9]/.test(amount)) return amount;
  return `${change < 0 ? "−" : "+"}${amount}`;
}

/** "51 times less", "1.3 times more", "about the same"; null where one side is nothing. */
export function factorWords(before: number, after: number): string | null {
  if (before <= 0 || after <= 0) return null;
  const factor = Math.max(before / after, after / before);
  if (factor === 1) return "the same";
  if (factor < 1.05) return "about the same";
  return `${factor < 10 ? factor.toFixed(1) : Math.round(factor).toLocaleString("en-US")} times ${after < before ? "less" : "more"}`;
}
