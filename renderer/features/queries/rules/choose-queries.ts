import type { ListedQuery } from "../../../../shared/queries/contract.ts";

/** Statements of which kind are listed. */
export type QueryScope = "application" | "overBudget" | "found" | "reads" | "writes" | "other";

/** The kinds in the order of the sidebar. */
export const queryScopes: readonly { readonly scope: QueryScope; readonly label: string }[] = [
  { scope: "application", label: "All reads and writes" },
  { scope: "overBudget", label: "Over budget" },
  { scope: "found", label: "With findings" },
  { scope: "reads", label: "Reads" },
  { scope: "writes", label: "Writes" },
  { scope: "other", label: "Catalog and commands" },
];

/** Whether a statement is of a kind. What only asks the catalog is the work of tools, not of the application. */
export function isInScope({ traits, isOverBudget, findings }: ListedQuery, scope: QueryScope): boolean {
  const isApplication = traits.kind !== "other" && !traits.isOfCatalog;
  switch (scope) {
    case "application":
      return isApplication;
    case "overBudget":
      return isOverBudget;
    case "found":
      return findings.length > 0;
    case "reads":
      return isApplication && traits.kind === "read";
    case "writes":
      return isApplication && traits.kind === "write";
    case "other":
      return !isApplication;
  }
}

/** How many statements there are of each kind. */
export function countScopes(queries: readonly ListedQuery[]): ReadonlyMap<QueryScope, number> {
  return new Map(queryScopes.map(({ scope }) => [scope, queries.filter((query) => isInScope(query, scope)).length]));
}
