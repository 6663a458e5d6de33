import type { ColumnFact, RelationDetails } from "../../catalog/facts.ts";
import type { CatalogFacts } from "./facts.ts";
import type { Output, Source, WrittenName } from "./reading/query-model.ts";

/** What is known of a relation as it is written; null when it is not known. */
export function detailsOf(facts: CatalogFacts, { schema, name }: WrittenName): RelationDetails | null {
  return facts.details.find(({ asked }) => asked.schema === schema && asked.name === name) ?? null;
}

/** The columns of a source. Those of subqueries have the types of what they hand on, and no type where they compute. */
export function columnsOf(source: Source, facts: CatalogFacts, depth = 0): readonly ColumnFact[] {
  if (depth > 8) return [];
  const found =
    source.relation === null
      ? (source.outputs ?? []).flatMap((output) => columnsOfOutput(output, facts, depth))
      : (detailsOf(facts, source.relation)?.columns ?? []);
  return found.map((column, index) => {
    const name = source.columnNames[index];
    return name === undefined ? column : { ...column, name };
  });
}

/** What one output gives: a column, or all of a source's. */
export function columnsOfOutput(output: Output, facts: CatalogFacts, depth = 0): readonly ColumnFact[] {
  if (output.kind === "all")
    return output.from
      .filter(({ alias }) => output.of === null || alias === output.of)
      .flatMap((source) => columnsOf(source, facts, depth + 1));
  const { of, from, name } = output;
  const column = of?.at(-1);
  const owner = of?.at(-2);
  const origin = from
    .filter(({ alias }) => owner === undefined || alias === owner)
    .flatMap((source) => columnsOf(source, facts, depth + 1))
    .find((candidate) => candidate.name === column);
  const computed = { type: "", comment: null, isNullable: true, defaultSql: null, isPrimaryKey: false };
  return [{ ...(of === null || !origin ? computed : origin), name }];
}
