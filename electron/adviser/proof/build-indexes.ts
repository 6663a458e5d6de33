import { type CandidateDdl, candidateDdl } from "../../../shared/adviser/candidate-ddl.ts";
import type { Candidate, RefusedCandidate, TableFacts } from "../../../shared/adviser/model.ts";
import { readableName } from "../../../shared/indexes/readable-name.ts";
import { type AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import type { WriteSession } from "../../postgres/session.ts";

/** A candidate that stands on the branch. */
export interface BuiltIndex {
  readonly candidate: Candidate;
  readonly ddl: CandidateDdl;
  readonly sizeBytes: number;
  readonly buildMs: number;
}

/** Where and what is built. */
export interface Building {
  readonly session: WriteSession;
  readonly candidates: readonly Candidate[];
  readonly tables: readonly TableFacts[];
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/**
 * Builds the candidates on the branch, one after the other, and measures what each takes. One that Postgres does not
 * build (a function that is not immutable, a value too large) is refused with its words. `built` is added to as they
 * come, so that a caller can drop them whatever happens. Rejects with `cancelled`.
 */
export async function buildIndexes(
  building: Building,
  built: BuiltIndex[],
): Promise<{ readonly refused: readonly RefusedCandidate[] }> {
  const { session, candidates, tables, signal, report } = building;
  const refused: RefusedCandidate[] = [];
  for (const [place, candidate] of candidates.entries()) {
    const ddl = await nameFreely(session, candidate, tables, built);
    report({ step: `building ${ddl.name}`, done: place, total: candidates.length, unit: "indexes" });
    try {
      if (candidate.prerequisite !== undefined) await session.execute(candidate.prerequisite, [], { signal });
      const began = performance.now();
      await session.execute(ddl.buildSql, [], { signal });
      const buildMs = performance.now() - began;
      built.push({ candidate, ddl, buildMs, sizeBytes: await sizeOf(session, candidate, ddl) });
    } catch (error) {
      if (!isAppError(error, "sql", "timeout")) throw error;
      refused.push({ ddl: ddl.ddl, reason: notBuilt(error), sizeBytes: null, after: null });
    }
  }
  return { refused };
}

/** A name that nothing in the schema has: also a table that the query does not read may hold it. */
async function nameFreely(
  session: WriteSession,
  candidate: Candidate,
  tables: readonly TableFacts[],
  built: readonly BuiltIndex[],
): Promise<CandidateDdl> {
  const taken = built.map(({ ddl }) => ddl.name);
  for (;;) {
    const ddl = candidateDdl(candidate, tables, taken);
    const { rows } = await session.query("SELECT pg_catalog.to_regclass($1) IS NULL", [
      quoteName({ schema: candidate.draft.schema, name: ddl.name }),
    ]);
    if (rows[0]?.[0] === "t") return ddl;
    taken.push(ddl.name);
  }
}

function notBuilt(error: AppError): string {
  return `Postgres did not build it: ${error.message}`;
}

async function sizeOf(session: WriteSession, { draft }: Candidate, { name }: CandidateDdl): Promise<number> {
  const sql = `SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_relation_size(relid)), pg_catalog.pg_relation_size($1::pg_catalog.regclass))
    FROM pg_catalog.pg_partition_tree($1::pg_catalog.regclass)`;
  const whole = await session.query(sql, [quoteName({ schema: draft.schema, name })]);
  return Number(whole.rows[0]?.[0] ?? 0);
}

/** Fresh statistics and visibility for the tables, so that before and after are planned on the same ground. */
export async function freshenTables(
  session: WriteSession,
  tables: readonly { readonly schema: string; readonly name: string; readonly heapBytes: number }[],
  signal: AbortSignal,
): Promise<void> {
  for (const { schema, name, heapBytes } of tables) {
    const command = heapBytes > vacuumBytes ? "ANALYZE" : "VACUUM (ANALYZE)";
    await session.execute(`${command} ${readableName(schema, name)}`, [], { signal });
  }
}

/** Beyond it a VACUUM takes longer than what an index-only scan could show. */
const vacuumBytes = 4 * 1024 ** 3;
