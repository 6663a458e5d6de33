import type { QueryAdvice } from "../../../shared/adviser/model.ts";
import { advisePartitions } from "../../../shared/adviser/workload/advise-partitions.ts";
import { type AnsweredQuery, consolidate } from "../../../shared/adviser/workload/consolidate.ts";
import type { WorkloadAdvice, WorkloadAnswer, WorkloadQuery } from "../../../shared/adviser/workload/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { type AdviceContext, type AdviserNeeds, type Advising, withAdvising } from "../advise-query.ts";
import { readLargeTables } from "./read-large-tables.ts";
import { readWorkload } from "./read-workload.ts";

/** Which database, how many of its queries, and how long each may run. */
export interface WorkloadRequest {
  readonly ref: DatabaseRef;
  readonly limit: number;
  readonly timeoutMs: number;
}

/**
 * Advice for the queries that take the most time, on one branch: the indexes of all of them as one list. A query that
 * cannot be measured (its parameters have no values, it takes too long) is skipped with the reason. Rejects with
 * `cancelled` and the control plane's errors.
 */
export async function adviseWorkload(
  needs: AdviserNeeds,
  { ref, limit, timeoutMs }: WorkloadRequest,
  context: AdviceContext,
): Promise<WorkloadAdvice> {
  const { databases, parser } = needs;
  const { signal, report } = context;
  report({ step: "reading the workload" });
  const read = <T>(run: (session: Parameters<typeof readLargeTables>[0]) => Promise<T>) =>
    databases.read(ref, "index adviser: workload", run, { signal });
  const { queries, updates, notRead } = await read((session) => readWorkload(session, parser, limit));
  const partitions = advisePartitions(await read(readLargeTables));
  const empty = { notRead, queries: [], recommendations: [], otherAdvice: [], partitions };
  if (queries.length === 0) return empty;
  return await withAdvising(needs, ref, timeoutMs, updates, context, async (advising) => {
    const answered: AnsweredQuery[] = [];
    const answers: WorkloadAnswer[] = [];
    for (const [place, query] of queries.entries()) {
      report({ step: "asking about the queries", done: place, total: queries.length, unit: "queries" });
      const answer = await answerOne(advising, query);
      if (answer.advice !== null) answered.push({ query: place, calls: query.calls, advice: answer.advice });
      answers.push(answer.told);
    }
    const otherAdvice = answered.flatMap(({ advice }) => advice.otherAdvice);
    return { ...empty, queries: answers, recommendations: consolidate(answered), otherAdvice: distinct(otherAdvice) };
  });
}

async function answerOne(
  advising: Advising,
  query: WorkloadQuery,
): Promise<{ readonly advice: QueryAdvice | null; readonly told: WorkloadAnswer }> {
  try {
    const advice = await advising(query.sql, query.calls);
    const { none, recommendations } = advice;
    if (none !== null) return { advice, told: { ...query, outcome: "none", reason: none.reason, code: none.code } };
    const names = recommendations.map(({ name }) => name).join(", ");
    return { advice, told: { ...query, outcome: "index", reason: names, code: null } };
  } catch (error) {
    if (!isAppError(error, "sql", "timeout", "invalidInput", "unsupported", "readOnly")) throw error;
    return { advice: null, told: { ...query, outcome: "skipped", reason: error.message, code: null } };
  }
}

function distinct(advice: QueryAdvice["otherAdvice"]): QueryAdvice["otherAdvice"] {
  return advice.filter(({ message }, place) => advice.findIndex((other) => other.message === message) === place);
}
