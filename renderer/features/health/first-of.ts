/** Cards are large: a database with thousands of findings shows them in parts. */
export const cardsAtOnce = 100;
/** Lines of a sidebar are small. */
export const linesAtOnce = 300;

/** The first of many, and how many are left. */
export function firstOf<Item>(
  items: readonly Item[],
  count: number,
): { readonly shown: readonly Item[]; readonly left: number } {
  return { shown: items.slice(0, count), left: Math.max(0, items.length - count) };
}
