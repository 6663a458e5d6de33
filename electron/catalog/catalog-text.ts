/** The server's text of a boolean. */
export function isTrue(text: string | null | undefined): boolean {
  return text === "t";
}

/** The server's text of a number; null stays null. Sizes and estimates are far below 2^53. */
export function toNumber(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}

/** Text that the query never gives as NULL. */
export function toText(text: string | null | undefined): string {
  return text ?? "";
}

/** A JSON array of strings, which is how queries hand over lists of names. NULL is an empty list. */
export function toNames(text: string | null | undefined): string[] {
  const value: unknown = JSON.parse(text ?? "[]");
  if (!Array.isArray(value)) throw new Error("The catalog query did not return a list of names.");
  return value.map(String);
}
