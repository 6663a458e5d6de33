import { setTimeout as delay } from "node:timers/promises";
import type { RehearsalReport } from "../../../shared/changes/model.ts";
import type { CheckAfter } from "../../../shared/changes/review-model.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";
import { withLedgerErrors } from "../ledger/ledger-error.ts";
import { readSchemaOf, type SchemaSnapshot } from "../rehearsal/schema-snapshot.ts";
import { judgeQueryTimes, readQueryTimes } from "./query-times.ts";

type Found = Pick<CheckAfter, "outcome" | "detail">;

/** The schema as it is now against the one that the rehearsal ended in, recorded in the ledger. The caller holds the apply lock. */
export async function verifySchema(
  main: WriteSession,
  requestId: string,
  report: RehearsalReport | null,
): Promise<void> {
  const found = judgeSchema(await readSchemaOf(main), report);
  await recordCheck(main, requestId, "schema", found);
}

function judgeSchema(now: SchemaSnapshot, report: RehearsalReport | null): Found {
  if (report === null || report.schema.afterUp === null)
    return { outcome: "unknown", detail: "There is no rehearsal to compare the schema with." };
  if (now.sha256 === report.schema.afterUp)
    return { outcome: "fine", detail: "The schema equals the one that the rehearsal ended in." };
  const lines = new Set(now.lines);
  const missing = report.schema.changes.filter(({ side, line }) => side === "found" && !lines.has(line));
  const left = report.schema.changes.filter(({ side, line }) => side === "expected" && lines.has(line));
  const named = [
    ...missing.slice(0, 5).map(({ line }) => `missing: ${line}`),
    ...left.slice(0, 5).map(({ line }) => `still there: ${line}`),
  ];
  const what = named.length === 0 ? "What the migration changes is there; something else differs." : named.join("; ");
  return { outcome: "differs", detail: `The schema is not the one that the rehearsal ended in. ${what}` };
}

const sampleMs = 2_000;

/** What one look at a database tells. */
export interface WatchSample {
  readonly waiting: number;
  readonly deadlocks: number;
  readonly rollbacks: number;
}

/**
 * Looks at lock waits, deadlocks and rollbacks of the database for `seconds`, or until it is cut short, and at how long its
 * queries took meanwhile, and records it.
 */
export async function watchAfter(
  main: WriteSession,
  requestId: string,
  seconds: number,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (leftSeconds: number) => void },
): Promise<void> {
  const before = await readQueryTimes(main);
  const samples = [await readSample(main)];
  for (let left = seconds * 1000; left > 0 && !signal.aborted; left -= sampleMs) {
    tell(Math.ceil(left / 1000));
    await delay(Math.min(sampleMs, left), undefined, { signal }).catch(() => undefined); // cut short: what was seen is recorded
    samples.push(await readSample(main));
  }
  const times = judgeQueryTimes(before, await readQueryTimes(main));
  const { outcome, detail } = judgeSamples(samples);
  await recordCheck(main, requestId, "watch", {
    outcome: times.isSlower ? "trouble" : outcome,
    detail: `${detail} ${times.text}`,
  });
}

async function readSample(session: ReadSession): Promise<WatchSample> {
  const found = await session.query(
    `SELECT (SELECT pg_catalog.count(*) FROM pg_catalog.pg_locks l WHERE NOT l.granted AND l.database = d.oid),
       pg_catalog.pg_stat_get_db_deadlocks(d.oid), pg_catalog.pg_stat_get_db_xact_rollback(d.oid)
     FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`,
  );
  const [waiting, deadlocks, rollbacks] = (found.rows[0] ?? []).map(Number);
  return { waiting: waiting ?? 0, deadlocks: deadlocks ?? 0, rollbacks: rollbacks ?? 0 };
}

/** Trouble is a deadlock, or sessions that wait for locks in two looks in a row; rollbacks are only told. */
export function judgeSamples(samples: readonly WatchSample[]): Found {
  const [first, last] = [samples[0], samples.at(-1)];
  const deadlocks = (last?.deadlocks ?? 0) - (first?.deadlocks ?? 0);
  const rollbacks = (last?.rollbacks ?? 0) - (first?.rollbacks ?? 0);
  const most = Math.max(0, ...samples.map(({ waiting }) => waiting));
  const isStuck = samples.some(({ waiting }, place) => waiting > 0 && (samples[place + 1]?.waiting ?? 0) > 0);
  const detail = `${samples.length} looks: at most ${most} waited for a lock, ${deadlocks} deadlocks, ${rollbacks} transactions rolled back.`;
  return { outcome: isStuck || deadlocks > 0 ? "trouble" : "fine", detail };
}

async function recordCheck(
  main: WriteSession,
  requestId: string,
  kind: CheckAfter["kind"],
  found: Found,
): Promise<void> {
  const values = [requestId, kind, found.outcome, found.detail];
  await withLedgerErrors(() => main.execute("SELECT steward.record_check($1, $2, $3, $4)", values));
}
