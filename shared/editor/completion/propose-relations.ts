import type { RelationFact } from "../../catalog/facts.ts";
import type { ObjectName } from "../../databases/model.ts";
import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import type { CatalogFacts } from "./facts.ts";
import { isSubsequence, type Proposal, proposeText } from "./proposal.ts";
import type { Cte } from "./reading/query-model.ts";

/** More are never ranked, so the words for them need not be made. */
const maxWritten = 2_000;

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

/** Relations that fit what is typed, CTEs first, then those of the search path; the system's last. */
export function proposeRelations(ctes: readonly Cte[], facts: CatalogFacts, typed: string): readonly Proposal[] {
  const own = ctes.map(({ name }) => proposeText("view", name, quoteWhereNeeded(name), 0.5, "WITH"));
  const inPath = new Set(facts.searchPath);
  const lower = typed.toLowerCase();
  const labelled = facts.relations.map((relation) => {
    const { schema, name } = relation;
    return { relation, label: inPath.has(schema) || schema === "pg_catalog" ? name : `${schema}.${name}` };
  });
  const fitting = labelled.filter(({ label }) => isSubsequence(lower, label.toLowerCase()));
  // Names that more than one schema has: only those can hide each other. Where one of them fits, all do.
  const counts = new Map<string, number>();
  for (const { relation } of fitting) counts.set(relation.name, (counts.get(relation.name) ?? 0) + 1);
  const relations = highest(fitting, lower).map(({ relation: { schema, name, kind }, label }) => {
    const isSystem = systemSchemas.has(schema);
    const isPlain = inPath.has(schema) && counts.get(name) === 1;
    const written = isPlain ? quoteWhereNeeded(name) : writeRelation({ schema, name }, facts);
    const rank = isSystem ? 6 : inPath.has(schema) ? 1 + 0.05 * Math.min(9, facts.searchPath.indexOf(schema)) : 2;
    return proposeText(kind, label, written, rank, schema);
  });
  return [...own, ...relations, ...proposeSchemas(facts, 4)];
}

interface Labelled {
  readonly relation: RelationFact;
  readonly label: string;
}

/** Of very many those that begin with what is typed, then the others as they come: those of the search path first. */
function highest(fitting: readonly Labelled[], typed: string): readonly Labelled[] {
  if (fitting.length <= maxWritten) return fitting;
  const begins = ({ label }: Labelled) => label.toLowerCase().startsWith(typed);
  return [...fitting.filter(begins), ...fitting.filter((one) => !begins(one))].slice(0, maxWritten);
}

/** Relations of one schema, by their names alone; those that fit what is typed. */
export function proposeRelationsIn(schema: string, facts: CatalogFacts, typed: string): readonly Proposal[] {
  const lower = typed.toLowerCase();
  return facts.relations
    .filter((relation) => relation.schema === schema && isSubsequence(lower, relation.name.toLowerCase()))
    .map(({ name, kind }) => proposeText(kind, name, quoteWhereNeeded(name), 1, schema));
}

/** Schemas. */
export function proposeSchemas(facts: CatalogFacts, rank: number): readonly Proposal[] {
  return facts.schemas.map((name) =>
    proposeText("schema", name, quoteWhereNeeded(name), systemSchemas.has(name) ? rank + 1 : rank, "schema"),
  );
}
