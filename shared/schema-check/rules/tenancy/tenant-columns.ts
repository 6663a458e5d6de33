import type { CheckedColumn, CheckedTable } from "../../model.ts";
import { wordsOf } from "../rule.ts";

const owners: ReadonlySet<string> = new Set(["org", "organization", "organisation", "workspace", "tenant", "user"]);

/** The columns that say whose a row is: org_id, workspace_id, user_id, in snake_case or camelCase. */
export function tenantColumns(table: CheckedTable): readonly CheckedColumn[] {
  return table.columns.filter(({ name }) => {
    const words = wordsOf(name);
    return words.length === 2 && words[1] === "id" && owners.has(words[0] ?? "");
  });
}
