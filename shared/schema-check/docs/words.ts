import { groupBy } from "../group-by.ts";
import type { DocumentedGrant, DocumentedSchema } from "./model.ts";

/** What a schema holds, counted: `8 tables, 1 view`. */
export function countWords({ relations, types, functions, isUnreadable }: DocumentedSchema): string {
  if (isUnreadable) return "could not be read";
  const kinds = groupBy(relations, ({ kind }) => kind.replace("partitioned ", ""));
  const counts = [
    ...[...kinds].map(([kind, all]) => [all.length, kind] as const).toSorted((a, b) => (a[1] < b[1] ? -1 : 1)),
    [types.length, "type"] as const,
    [functions.length, "function"] as const,
  ];
  const words = counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`);
  return words.length === 0 ? "empty" : words.join(", ");
}

/** One line for each role: what it may do with the whole, and with which columns. */
export function grantLines(
  grants: readonly DocumentedGrant[],
): readonly { readonly grantee: string; readonly may: string }[] {
  return [...groupBy(grants, ({ grantee }) => grantee)].map(([grantee, own]) => ({
    grantee,
    may: own
      .map(({ column, privileges }) => `${privileges.join(", ")}${column === "" ? "" : ` on column ${column}`}`)
      .join("; "),
  }));
}
