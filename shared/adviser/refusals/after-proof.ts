import { indexName } from "../../indexes/index-ddl.ts";
import { readableIdentifier, readableName } from "../../indexes/readable-name.ts";
import type { OtherAdvice } from "../model.ts";
import { correlatedColumns } from "./plan-decides.ts";
import { type Refusal, type RefusalSubject, sharePercent } from "./refusal-subject.ts";

const scatteredCorrelation = 0.5;
const manyRows = 0.02;
const largeShare = 0.1;

/** Why no index that was tried has passed the gate. */
export function explainNoGain(subject: RefusalSubject): Refusal {
  const { needs, drawn } = subject;
  const correlated = correlatedColumns(subject);
  if (correlated !== null) return correlated;
  const many = needs.find(({ keptShare, predicates }) => predicates.length > 0 && (keptShare ?? 0) > largeShare);
  const scattered = needs
    .filter(({ keptShare }) => (keptShare ?? 0) > manyRows)
    .flatMap(({ table, predicates }) =>
      predicates.flatMap((part) => {
        if (part.kind !== "range" || part.key.column === null) return [];
        const column = table.columns.find(({ name }) => name === part.key.column);
        return Math.abs(column?.correlation ?? 1) < scatteredCorrelation ? [{ table, column: part.key.column }] : [];
      }),
    )[0];
  if (scattered !== undefined)
    return {
      code: "noCorrelation",
      reason: `The rows of this range of ${scattered.column} are scattered over all pages of ${scattered.table.name}: neither a b-tree nor a BRIN index leaves any of them out.`,
    };
  if (many !== undefined)
    return {
      code: "lowSelectivity",
      reason: `${sharePercent(many.keptShare ?? 1)} of the rows of ${many.table.name} match: reading the table once is cheaper than going through an index.`,
    };
  const used = needs.find(({ node }) => node.index !== undefined)?.node.index;
  const [served = used === undefined ? undefined : { index: used }] = drawn.served;
  if (served !== undefined)
    return {
      code: "alreadyServed",
      reason: `${served.index} serves the query already; nothing that was tried reads half of its pages.`,
    };
  return { code: "noGain", reason: "No index that was tried reads half of the pages in 70 % of the time." };
}

/** CREATE STATISTICS for conditions that depend on each other; nothing where the estimate is fair. */
export function adviseStatistics(subject: RefusalSubject): readonly OtherAdvice[] {
  if (correlatedColumns(subject) === null) return [];
  return subject.needs.flatMap(({ table, predicates }) => {
    const columns = [
      ...new Set(
        predicates.flatMap((part) =>
          part.kind === "equality" && !part.isJoin && part.key.column !== null ? [part.key.column] : [],
        ),
      ),
    ];
    if (columns.length < 2) return [];
    const name = indexName(table.name, columns).replace(/_idx\d*$/, "_stats");
    const on = readableName(table.schema, table.name);
    return [
      {
        kind: "statistics" as const,
        message: `Tell the planner that ${columns.join(" and ")} depend on each other.`,
        sql: `CREATE STATISTICS ${readableIdentifier(name)} (dependencies, mcv)\n  ON ${columns.map(readableIdentifier).join(", ")} FROM ${on};\nANALYZE ${on};`,
      },
    ];
  });
}
