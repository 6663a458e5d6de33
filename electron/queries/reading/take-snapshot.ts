import type { SnapshotObstacle } from "../../../shared/queries/model.ts";
import { textKey } from "../../../shared/queries/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { ShapeCache } from "../judging/shape-cache.ts";
import { type ReadSnapshot, readSnapshot } from "./read-snapshot.ts";
import { readTables } from "./read-tables.ts";

/** Reads a snapshot, and beside it the tables of the statements that matter most, so that it can be judged while the compute sleeps. */
export async function takeSnapshot(session: ReadSession, shapes: ShapeCache): Promise<ReadSnapshot | SnapshotObstacle> {
  const read = await readSnapshot(session);
  if (read.state !== "read") return read;
  const { queries, database } = read.snapshot;
  const candidates = queries.map((query) => ({
    sql: read.texts.get(textKey(query)) ?? null,
    database: query.database,
    execMs: query.counters.execMs ?? 0,
    calls: query.counters.calls ?? 0,
  }));
  const found = await shapes.readAll(candidates, database);
  const tables = await readTables(
    session,
    [...found.values()].flatMap(({ relations }) => relations),
  );
  return { ...read, snapshot: { ...read.snapshot, tables } };
}
