import type { PreparedStatement } from "../script/prepare-script.ts";
import type { CatalogRelation } from "./catalog/lint-catalog.ts";
import { findNamedObjects } from "./catalog/named-objects.ts";
import type { LintContext } from "./lint-script.ts";

/**
 * What is known when some statements have run first: of the relations that they name, sizes still hold, but not columns,
 * constraints and indexes. A way back is linted so, and a migration behind another one.
 */
export function contextAfter(context: LintContext, statements: readonly PreparedStatement[]): LintContext {
  const { catalog } = context;
  if (catalog === null || statements.length === 0) return context;
  const touched = new Set(findNamedObjects(statements).relations.keys());
  return {
    ...context,
    catalog: {
      ...catalog,
      relation: (name) => {
        const known = catalog.relation(name);
        return known !== null && touched.has(name) ? sizesOnly(known) : known;
      },
    },
  };
}

function sizesOnly(known: CatalogRelation): CatalogRelation | null {
  if (known.kind !== "r" && known.kind !== "p") return null;
  return { ...known, isEmpty: false, columns: [], constraints: [], indexes: [] };
}
