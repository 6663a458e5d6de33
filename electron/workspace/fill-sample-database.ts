import { quoteIdentifier, quoteLiteral } from "../../shared/sql/quote.ts";
import { openSession } from "../postgres/connect.ts";
import type { ConnectParameters, OwnedSession, WriteSession } from "../postgres/session.ts";
import { parseScript } from "../sql/parse-script.ts";
import { readSampleFunctions, readSampleUnits, type SampleUnit } from "./sample-files.ts";

/** Ways into the branch that holds the samples. */
export interface SampleAccess {
  /** As the cluster's own superuser: makes databases and the extensions that only it may make. */
  readonly admin: (database: string) => Promise<ConnectParameters>;
  readonly owner: (database: string) => Promise<ConnectParameters>;
  readonly ownerRole: string;
}

/** How far one database is, after each unit. */
export type FillObserver = (done: number, total: number, unit: SampleUnit) => void;

const settings = {
  synchronous_commit: "off",
  jit: "off",
  statement_timeout: "0",
  maintenance_work_mem: "128MB",
};
const finished = "Sample data of Steward";

/**
 * Makes and fills one sample database, or goes on where a killed app left it: each unit commits together with the note
 * of its number in the database's comment. An unfinished database of another version of the samples is made anew.
 */
export async function fillSampleDatabase(
  access: SampleAccess,
  samplesFolder: string,
  database: string,
  signal: AbortSignal,
  observe: FillObserver,
): Promise<void> {
  const units = await readSampleUnits(samplesFolder, database);
  const done = await prepareDatabase(access, database, units.length, signal);
  await inSession(await access.owner(database), signal, async (session) => {
    await runScript(session, await readSampleFunctions(samplesFolder), null, signal);
    for (const [index, unit] of units.entries()) {
      if (index >= done) await runUnit(session, database, unit, stepNote(index + 1, units.length), signal);
      signal.throwIfAborted();
      observe(index + 1, units.length, unit);
    }
  });
}

async function runUnit(
  session: OwnedSession,
  database: string,
  unit: SampleUnit,
  note: string,
  signal: AbortSignal,
): Promise<void> {
  await session.transaction(async (inside) => {
    await runScript(inside, unit.sql, unit.batch, signal);
    await inside.execute(`COMMENT ON DATABASE ${quoteIdentifier(database)} IS ${quoteLiteral(note)}`);
  });
}

async function runScript(
  session: WriteSession,
  script: string,
  batch: number | null,
  signal: AbortSignal,
): Promise<void> {
  for (const { sql } of await parseScript(script))
    await session.execute(sql, batch === null ? [] : [batch], { cause: "sample data", signal });
}

/** Gives the number of units that are already done. */
async function prepareDatabase(
  access: SampleAccess,
  database: string,
  total: number,
  signal: AbortSignal,
): Promise<number> {
  return await inSession(await access.admin("postgres"), signal, async (session) => {
    const note = await readNote(session, database);
    const done = note === null ? null : doneUnits(note, total);
    if (done !== null) return done;
    if (note !== null) await session.execute(`DROP DATABASE ${quoteIdentifier(database)} WITH (FORCE)`);
    await session.execute(`CREATE DATABASE ${quoteIdentifier(database)} OWNER ${quoteIdentifier(access.ownerRole)}`);
    await inSession(await access.admin(database), signal, async (inside) => {
      await inside.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public");
      await inside.execute(`COMMENT ON DATABASE ${quoteIdentifier(database)} IS ${quoteLiteral(stepNote(0, total))}`);
    });
    return 0;
  });
}

/** The database's comment; null when there is no such database, empty when it has none. */
async function readNote(session: OwnedSession, database: string): Promise<string | null> {
  const sql = `
    SELECT COALESCE(pg_catalog.shobj_description(oid, 'pg_database'), '')
      FROM pg_catalog.pg_database WHERE datname = $1`;
  return (await session.query(sql, [database])).rows[0]?.[0] ?? null;
}

/** Units done according to the note; null when it was not written by this version of the samples. */
function doneUnits(note: string, total: number): number | null {
  if (note === finished) return total;
  const [, done, of] = /^Sample data of Steward, (\d+) of (\d+)$/.exec(note) ?? [];
  return Number(of) === total ? Number(done) : null;
}

function stepNote(done: number, total: number): string {
  return done === total ? finished : `${finished}, ${done} of ${total}`;
}

async function inSession<T>(
  parameters: ConnectParameters,
  signal: AbortSignal,
  run: (session: OwnedSession) => Promise<T>,
): Promise<T> {
  const session = await openSession(parameters, { purpose: "sample data", settings, signal });
  try {
    return await run(session);
  } finally {
    await session.close();
  }
}
