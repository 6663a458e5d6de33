import type { ObjectName } from "../../databases/model.ts";
import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import type { CatalogFacts } from "./facts.ts";
import { type Proposal, proposeText } from "./proposal.ts";
import type { Cte } from "./reading/query-model.ts";

const systemSchemas = new Set(["pg_catalog", "information_schema"]);

/** A relation as it has to be written: with its schema unless the search path leads to it. */
export function writeRelation({ schema, name }: ObjectName, facts: CatalogFacts): string {
  const quoted = quoteWhereNeeded(name);
  const place = facts.searchPath.indexOf(schema);
  if (place < 0 && schema !== "pg_catalog") return `${quoteWhereNeeded(schema)}.${quoted}`;
  const earlier = new Set([
    ...(schema === "pg_catalog" ? [] : ["pg_catalog"]),
    ...facts.searchPath.slice(0, Math.max(0, place)),
  ]);
  const isHidden = facts.relations.some((other) => other.name === name && earlier.has(other.schema));
  return isHidden ? `${quoteWhereNeeded(schema)}.${quoted}` : quoted;
}

/** Relations, CTEs first, then those of the search path; the system's last. */
export function proposeRelations(ctes: readonly Cte[], facts: CatalogFacts): readonly Proposal[] {
  const own = ctes.map(({ name }) => proposeText("view", name, quoteWhereNeeded(name), 0.5, "WITH"));
  const inPath = new Set(facts.searchPath);
  // Names that more than one schema has: only those can hide each other, and of many relations few do.
  const counts = new Map<string, number>();
  for (const { name } of facts.relations) counts.set(name, (counts.get(name) ?? 0) + 1);
  const relations = facts.relations.map(({ schema, name, kind }) => {
    const isSystem = systemSchemas.has(schema);
    const isPlain = inPath.has(schema) && counts.get(name) === 1;
    const written = isPlain ? quoteWhereNeeded(name) : writeRelation({ schema, name }, facts);
    const label = inPath.has(schema) || schema === "pg_catalog" ? name : `${schema}.${name}`;
    const rank = isSystem ? 6 : inPath.has(schema) ? 1 + 0.05 * Math.min(9, facts.searchPath.indexOf(schema)) : 2;
    return proposeText(kind, label, written, rank, schema);
  });
  return [...own, ...relations, ...proposeSchemas(facts, 4)];
}

/** Relations of one schema, by their names alone. */
export function proposeRelationsIn(schema: string, facts: CatalogFacts): readonly Proposal[] {
  return facts.relations
    .filter((relation) => relation.schema === schema)
    .map(({ name, kind }) => proposeText(kind, name, quoteWhereNeeded(name), 1, schema));
}

/** Schemas. */
export function proposeSchemas(facts: CatalogFacts, rank: number): readonly Proposal[] {
  return facts.schemas.map((name) =>
    proposeText("schema", name, quoteWhereNeeded(name), systemSchemas.has(name) ? rank + 1 : rank, "schema"),
  );
}
