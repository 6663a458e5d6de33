import type { NeededFacts } from "./facts.ts";
import type { Source, WrittenName } from "./reading/query-model.ts";
import type { Situation } from "./reading/read-situation.ts";

/** What has to be read from the catalog to complete in a situation. */
export function neededFacts({ expectation, qualifier, place }: Situation): NeededFacts {
  const { kind } = expectation;
  const hasColumns = ["value", "star", "columnsOf", "insertBody", "joinCondition", "joinColumns"].includes(kind);
  const sources = (place?.scopes ?? []).flat();
  const named = expectation.kind === "columnsOf" ? [expectation.source] : sources;
  const [first] = qualifier;
  const isUnknown = qualifier.length === 1 && !sources.some(({ alias }) => alias === first);
  const wanted = hasColumns || kind === "behindValue" ? relationsOf([...named, ...fromCtes(named)]) : [];
  return {
    names: ["value", "relation", "schema", "routine", "type"].includes(kind),
    functions: ["value", "relation", "routine", "joinCondition"].includes(kind),
    foreignKeys: kind === "joinCondition" || (kind === "relation" && expectation.isJoin),
    details: distinct([
      ...wanted,
      ...(kind === "relation" && expectation.isJoin ? relationsOf(sources) : []),
      // SELECT orders.| in front of a FROM that is not written yet
      ...(isUnknown && kind === "value" && first !== undefined ? [{ schema: null, name: first }] : []),
      ...(qualifier.length === 2 && kind === "value" ? [{ schema: first ?? null, name: qualifier[1] ?? "" }] : []),
    ]).slice(0, 50),
  };
}

/** Sources inside of subqueries and CTEs, whose columns are handed on. */
function fromCtes(sources: readonly Source[], depth = 0): readonly Source[] {
  if (depth > 6) return [];
  const inner = sources.flatMap(({ outputs }) => (outputs ?? []).flatMap(({ from }) => from));
  const unique = [...new Set(inner)];
  return unique.length === 0 ? [] : [...unique, ...fromCtes(unique, depth + 1)];
}

function relationsOf(sources: readonly Source[]): readonly WrittenName[] {
  return sources.flatMap(({ relation }) => (relation === null ? [] : [relation]));
}

function distinct(names: readonly WrittenName[]): readonly WrittenName[] {
  const byKey = new Map(names.map((name) => [JSON.stringify([name.schema, name.name]), name]));
  return [...byKey.values()];
}
