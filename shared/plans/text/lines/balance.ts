/** What is open at a place of a text: a quote, or so many brackets. */
export interface Balance {
  readonly quote: "'" | '"' | null;
  readonly depth: number;
}

/** Nothing is open. */
export const closed: Balance = { quote: null, depth: 0 };

/** Reads on from `before`. A doubled quote closes and opens again, which comes to the same. */
export function balanceAfter(before: Balance, text: string): Balance {
  let { quote, depth } = before;
  for (const character of text) {
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth = Math.max(0, depth - 1);
  }
  return { quote, depth };
}

/** Whether a quote or bracket waits for its end. */
export function isOpen({ quote, depth }: Balance): boolean {
  return quote !== null || depth > 0;
}

/** Splits at commas that stand in no quote and no bracket. */
export function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let balance = closed;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "," && !isOpen(balance)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    } else balance = balanceAfter(balance, character);
  }
  const last = text.slice(start).trim();
  return last === "" && parts.length === 0 ? [] : [...parts, last];
}
