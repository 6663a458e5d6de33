const keptItems = 100;

/**
 * The tree without what only repeats itself in long lists: of a list's items after the hundredth, those are left out
 * that differ from an earlier one only in constants and places, as do the rows of a big INSERT. Every kind of node and
 * every name in it stays, so rules that look for a call, a table or a clause find it.
 */
export function trimTree(value: unknown): unknown {
  if (Array.isArray(value)) return trimList(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, trimTree(part)]));
}

function trimList(items: readonly unknown[]): readonly unknown[] {
  if (items.length <= keptItems) return items.map(trimTree);
  const shapes = new Set<string>();
  const kept = items.filter((item, index) => {
    const shape = JSON.stringify(item, (key, part: unknown) => (isIncidental(key) ? undefined : part));
    const isNew = !shapes.has(shape);
    shapes.add(shape);
    return isNew || index < keptItems;
  });
  return kept.map(trimTree);
}

function isIncidental(key: string): boolean {
  return key === "location" || key === "A_Const";
}
