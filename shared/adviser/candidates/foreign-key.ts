import { indexName } from "../../indexes/index-ddl.ts";
import { readableIdentifier } from "../../indexes/readable-name.ts";
import type { Plan } from "../../plans/model.ts";
import type { AdviserFacts, Candidate, ReferringKey } from "../model.ts";

/**
 * Indexes on the referring columns of foreign keys whose checks a DELETE or UPDATE pays for. The plan itself does not
 * show them: their time stands in its triggers only, and in an estimate nowhere.
 */
export function foreignKeyCandidates(plan: Plan, { referringKeys }: AdviserFacts): readonly Candidate[] {
  const changed = plan.nodes.filter(
    ({ nodeType, properties }) =>
      nodeType === "ModifyTable" && (properties.Operation === "Delete" || properties.Operation === "Update"),
  );
  return referringKeys.filter((key) => !key.isIndexed && isChecked(key)).map(toForeignKeyCandidate);

  function isChecked(key: ReferringKey): boolean {
    if (plan.isAnalyzed) return plan.triggers.some(({ constraint }) => constraint === key.constraint);
    return changed.some(
      ({ schema, relation, properties }) =>
        properties.Operation === "Delete" && schema === key.referencedSchema && relation === key.referencedTable,
    );
  }
}

function toForeignKeyCandidate(key: ReferringKey): Candidate {
  const { schema, table, columns, constraint, referencedTable } = key;
  return {
    family: "foreignKey",
    constraint,
    draft: { schema, table, keys: columns.map(readableIdentifier), nameParts: [...columns] },
    reason: `Each row that leaves ${referencedTable} makes the foreign key ${constraint} look for rows of ${table}, which has no index on (${columns.join(", ")}); ${indexName(table, columns)} finds them.`,
  };
}
