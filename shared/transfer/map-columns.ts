/** A column of the file and the table's column that it fills; null leaves it out. */
export interface ColumnMapping {
  readonly source: string;
  readonly target: string | null;
}

/** Names are the same when only case, blanks and signs between words differ: `Order Id`, `order_id`, `orderId`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * The table's columns for the file's: the same name first, then one that reads the same. A file without names is taken
 * in the order of the table. No column is filled twice.
 */
export function mapColumns(
  sources: readonly string[],
  targets: readonly string[],
  hasNames: boolean,
): readonly ColumnMapping[] {
  if (!hasNames) return sources.map((source, index) => ({ source, target: targets[index] ?? null }));
  const taken = new Set<string>();
  const take = (target: string | undefined) => {
    if (target === undefined || taken.has(target)) return null;
    taken.add(target);
    return target;
  };
  const exact = sources.map((source) => take(targets.find((target) => target === source)));
  return sources.map((source, index) => {
    const same = targets.find((target) => !taken.has(target) && plain(target) === plain(source));
    return { source, target: exact[index] ?? take(same) };
  });
}
