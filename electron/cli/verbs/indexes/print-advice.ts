import type { OtherAdvice, QueryAdvice, Recommendation } from "../../../../shared/adviser/model.ts";
import type { WorkloadAdvice } from "../../../../shared/adviser/workload/model.ts";
import type { ExitCode } from "../../cli-context.ts";
import { formatBytes, formatMs, type OutputFormat, visible } from "../../output.ts";
import type { Cli } from "../../verb.ts";

/** Prints the advice for one query; 1 when an index is advised. */
export function printAdvice({ terminal }: Cli, format: OutputFormat, advice: QueryAdvice): ExitCode {
  const write = (text: string) => terminal.writeOut(`${text}\n`);
  if (format === "json") write(JSON.stringify(toJson(advice), null, 2));
  else for (const line of lines(advice)) write(visible(line));
  return advice.recommendations.length > 0 ? 1 : 0;
}

/** Prints the advice for a workload; 1 when an index or partitions are advised. */
export function printWorkload({ terminal }: Cli, format: OutputFormat, advice: WorkloadAdvice): ExitCode {
  const write = (text: string) => terminal.writeOut(`${text}\n`);
  if (format === "json") write(JSON.stringify(workloadJson(advice), null, 2));
  else for (const line of workloadLines(advice)) write(visible(line));
  return advice.recommendations.length + advice.partitions.length > 0 ? 1 : 0;
}

function workloadJson(advice: WorkloadAdvice): unknown {
  const { queries, recommendations, otherAdvice, partitions, notRead } = advice;
  return {
    query: null,
    recommendations: recommendations.map((one) => ({ ...recommendationJson(one), helps: one.helps })),
    ...(recommendations.length > 0 ? {} : { none: { reason: notRead ?? "No query of the workload needs an index." } }),
    otherAdvice,
    queries,
    partitions,
    notRead,
  };
}

function workloadLines(advice: WorkloadAdvice): readonly string[] {
  const { queries, recommendations, otherAdvice, partitions, notRead } = advice;
  const oneLine = (sql: string) => sql.replaceAll(/\s+/g, " ").slice(0, 110);
  return [
    ...(notRead === null ? [] : [notRead]),
    ...recommendations.flatMap((one) => [
      ...recommendationLines(one),
      ...one.helps.map(({ query }) => `  helps: ${oneLine(queries[query]?.sql ?? "")}`),
      "",
    ]),
    ...(recommendations.length === 0 ? ["No index is advised for the workload."] : []),
    ...queries.flatMap(({ sql, outcome, reason }) =>
      outcome === "index" ? [] : [`${outcome}: ${oneLine(sql)}`, `  ${reason}`],
    ),
    ...partitions.map(({ reason }) => `partition: ${reason}`),
    ...otherLines(otherAdvice),
  ];
}

/** The shape that other programs rely on; figures are null where nothing was measured. */
function toJson({ query, recommendations, none, otherAdvice, refused, parameters }: QueryAdvice): unknown {
  return {
    query,
    recommendations: recommendations.map(recommendationJson),
    ...(none === null ? {} : { none: { reason: none.reason, code: none.code } }),
    otherAdvice,
    refused: refused.map(({ ddl, reason, sizeBytes }) => ({ ddl, reason, sizeBytes })),
    parameters,
  };
}

function lines({ recommendations, none, otherAdvice, refused }: QueryAdvice): readonly string[] {
  return [
    ...recommendations.flatMap(recommendationLines),
    ...(none === null ? [] : [`No index: ${none.reason}`]),
    ...otherLines(otherAdvice),
    ...(refused.length === 0 ? [] : ["", "Tried and refused:"]),
    ...refused.map(({ ddl, reason }) => `  ${ddl.replaceAll(/\s+/g, " ")}  ${reason}`),
  ];
}

function recommendationJson({ ddl, reason, proven, sizeBytes, before, after, ...more }: Recommendation): object {
  return {
    ddl,
    reason,
    proven,
    sizeBytes,
    before: before && { ms: before.ms, buffers: before.buffers },
    after: after && { ms: after.ms, buffers: after.buffers },
    downDdl: more.downDdl,
    family: more.family,
    buildMs: more.buildMs,
    writeCost: more.writeCost,
    redundantIndexes: more.redundantIndexes,
  };
}

function otherLines(advice: readonly OtherAdvice[]): readonly string[] {
  return advice.flatMap(({ message, sql }) => ["", message, ...(sql === undefined ? [] : sql.split("\n"))]);
}

function recommendationLines(one: Recommendation): readonly string[] {
  const { ddl, reason, proven, sizeBytes, before, after, redundantIndexes } = one;
  const figures =
    proven && before !== null && after !== null
      ? [
          `proven: ${formatMs(before.ms)} → ${formatMs(after.ms)}, ${before.buffers} → ${after.buffers} pages`,
          `size: ${formatBytes(sizeBytes ?? 0)}`,
        ]
      : ["not proven"];
  const redundant = redundantIndexes.length === 0 ? [] : [`makes needless: ${redundantIndexes.join(", ")}`];
  return [...ddl.split("\n"), `  ${reason}`, ...[...figures, ...redundant].map((text) => `  ${text}`)];
}
