import { quoteIdentifier, quoteLiteral, quoteName } from "../../../shared/sql/quote.ts";
import type { InventoryEntry } from "../inventory/read-inventory.ts";
import { type DraftStatement, draft, type ScriptSchemas } from "./draft.ts";
import { propertyOf } from "./known-schema.ts";
import { coverKey } from "./supplement.ts";

/** Statistics objects as a whole: the engine does not know them. */
export async function supplementStatistics(
  { from, to }: ScriptSchemas,
  covered: Set<string>,
): Promise<readonly DraftStatement[]> {
  const of = (all: readonly InventoryEntry[]) => all.filter(({ kind }) => kind === "statistics");
  const statements: string[] = [];
  for (const entry of of(from.all)) {
    const after = to.twin(entry);
    if (after && propertyOf(after, "Definition") === propertyOf(entry, "Definition")) continue;
    covered.add(coverKey(entry, ""));
    // It may have gone with its table or a column.
    statements.push(`DROP STATISTICS IF EXISTS ${quoteName(entry)}`);
  }
  for (const entry of of(to.all)) {
    const before = from.twin(entry);
    if (before && propertyOf(before, "Definition") === propertyOf(entry, "Definition")) continue;
    covered.add(coverKey(entry, ""));
    statements.push(propertyOf(entry, "Definition") ?? "");
    const [owner, comment] = [propertyOf(entry, "Owner"), propertyOf(entry, "Comment")];
    if (owner !== null) statements.push(`ALTER STATISTICS ${quoteName(entry)} OWNER TO ${quoteIdentifier(owner)}`);
    if (comment !== null)
      statements.push(`COMMENT ON STATISTICS ${quoteName(entry)} IS ${quoteLiteral(comment).trim()}`);
  }
  return await Promise.all(statements.map((sql) => draft(sql)));
}
