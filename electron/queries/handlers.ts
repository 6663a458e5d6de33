import { join } from "node:path";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { IntervalInput, queriesContract } from "../../shared/queries/contract.ts";
import type { QuerySnapshot } from "../../shared/queries/model.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { detailsOf, judgeInterval, listInterval } from "./interval/describe-interval.ts";
import { onlyQuery, trendOf } from "./interval/read-trend.ts";
import { TraitsCache } from "./interval/traits-cache.ts";
import { ShapeCache } from "./judging/shape-cache.ts";
import { BudgetStore } from "./keeping/budget-store.ts";
import { SnapshotStore } from "./keeping/snapshot-store.ts";
import { takeSnapshot } from "./reading/take-snapshot.ts";

/** What the handlers need. */
export interface QueriesDependencies {
  readonly databases: Databases;
  /** Where snapshots and targets are kept; made when the first one is. */
  readonly queriesFolder: string;
  readonly parser: SqlParser;
}

/** Points of a trend at most: each opens a snapshot. */
const trendPoints = 60;

/** Answers the requests about the statements that a server counted. Only `queries.take` reaches a server. */
export function createQueriesHandlers({
  databases,
  queriesFolder,
  parser,
}: QueriesDependencies): Handlers<typeof queriesContract> {
  const store = new SnapshotStore(join(queriesFolder, "snapshots"));
  const budgets = new BudgetStore(join(queriesFolder, "budgets.json"));
  const readers = { traits: new TraitsCache(), shapes: new ShapeCache(parser) };
  const judge = async (ref: DatabaseRef, input: IntervalInput) => {
    const to = await store.open(ref, input.to);
    const from = input.from === null ? null : await store.open(ref, input.from);
    if (from !== null && Date.parse(from.at) >= Date.parse(to.at))
      throw new AppError("invalidInput", "The first snapshot has to be older than the second one.");
    const source = { from, to, texts: await store.textsOf(ref), budgets: await budgets.find(ref.connectionId) };
    return await judgeInterval({ ...source, filter: { database: input.database, user: input.user } }, readers);
  };
  return {
    "queries.take": async ({ ref }, { signal, report }) => {
      report({ step: "Reading the statements that the server counted" });
      const read = await databases.read(ref, "queries: snapshot", (session) => takeSnapshot(session, readers.shapes), {
        signal,
        searchPath: "user",
      });
      if (read.state !== "read") return read;
      report({ step: "Keeping the snapshot" });
      return { state: "taken", snapshot: await store.keep(ref, read.snapshot, read.texts) };
    },
    "queries.snapshots": ({ ref }) => store.list(ref),
    "queries.interval": async ({ ref, text, ...input }) => await listInterval(await judge(ref, input), text),
    "queries.details": async ({ ref, queryId, of, ...input }) => {
      const details = detailsOf(await judge(ref, input), queryId, of);
      if (details) return details;
      throw new AppError("notFound", "This statement did not run in the chosen interval.", {
        hint: "Choose a longer interval, or another database or role.",
      });
    },
    "queries.trend": async ({ ref, queryId, to, database, user }) => {
      const heads = await store.list(ref);
      const last = heads.findIndex(({ id }) => id === to);
      const newestFirst = heads.slice(Math.max(0, last), Math.max(0, last) + trendPoints + 1);
      const found: QuerySnapshot[] = [];
      for (const { id } of newestFirst.toReversed())
        found.push(onlyQuery(await store.open(ref, id), { queryId, filter: { database, user } }));
      return trendOf(found);
    },
    "queries.forget": async ({ ref, id }) => {
      await store.forget(ref, id);
      return null;
    },
    "queries.budgets": ({ connectionId }) => budgets.find(connectionId),
    "queries.setBudgets": ({ connectionId, budgets: wanted }) => budgets.set(connectionId, wanted),
  };
}
