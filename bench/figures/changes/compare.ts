import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comparisonJobs } from "../../../electron/comparison/session-jobs.ts";
import { compareSides } from "../../../electron/comparison/sides/compare-sides.ts";
import { openSession } from "../../../electron/postgres/connect.ts";
import { createDatabases } from "../../../electron/postgres/create-databases.ts";
import { createLocalSessions } from "../../../electron/postgres/process/local-sessions.ts";
import { StreamHub } from "../../../electron/postgres/process/stream-hub.ts";
import type { Figure } from "../../figure.ts";
import type { OwnServer } from "../../setting/own-server.ts";
import { runFile } from "../../setting/peer.ts";

const tables = 2_000;
/** Each table holds locks until its transaction ends. */
const atOnce = 100;
const rounds = 3;
const names = ["compared_from", "compared_to"] as const;

/** Tables as an application has them; every twentieth of the second database has a column, a default and an index more. */
const script = (isSecond: boolean, first: number) => `DO $$ BEGIN FOR n IN ${first}..${first + atOnce - 1} LOOP
  EXECUTE format('CREATE TABLE t%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, state text DEFAULT ''new'' CHECK (state <> ''''), amount numeric(12,2), parent bigint, at timestamptz NOT NULL DEFAULT now())', n);
  EXECUTE format('CREATE INDEX t%s_at ON t%s (at DESC)', n, n);
  EXECUTE format('ALTER TABLE t%s ADD CONSTRAINT t%s_parent FOREIGN KEY (parent) REFERENCES t%s', n, n, greatest(n - 1, 1));
  ${isSecond ? "IF n % 20 = 0 THEN EXECUTE format('ALTER TABLE t%s ADD note text, ALTER amount SET DEFAULT 0', n); EXECUTE format('CREATE INDEX t%s_name ON t%s (name)', n, n); END IF;" : ""}
END LOOP; END $$`;

/** Comparing two schemas of 2,000 tables, reading both and writing the script, beside psql describing both. */
export const compare: Figure = {
  name: "compare",
  measure: async (setting) => {
    const server = await setting.server();
    setting.say(`two schemas of ${tables} tables`);
    await make(server);
    const open = createLocalSessions(new StreamHub(), comparisonJobs);
    const databases = createDatabases({
      resolve: async ({ connectionId }) => ({ ...server.parameters, database: connectionId }),
      opener: () => open,
      observe: () => undefined,
      onLost: () => undefined,
    });
    const [own, theirs]: [number[], number[]] = [[], []];
    let statements = 0;
    try {
      for (let round = 0; round < rounds; round++) {
        const startedAt = performance.now();
        const [from, to] = names.map((connectionId) => ({ kind: "database", ref: { connectionId } }) as const);
        if (!from || !to) break;
        const openScratch = () => Promise.reject(new Error("nothing is checked"));
        const call = { signal: new AbortController().signal, report: () => undefined };
        const question = { from, to, acceptedRenames: [], check: null };
        const { comparison } = await compareSides({ databases, openScratch }, question, call);
        own.push(performance.now() - startedAt);
        statements = comparison.statements.length;
        const ms = await describeBoth(server);
        if (ms !== null) theirs.push(ms);
      }
    } finally {
      await databases.close();
      await drop(server);
    }
    const peer = theirs.length > 0 ? { name: "psql \\d+ of both", values: theirs } : null;
    const what = `two schemas of 2,000 tables compared, ${statements} statements of script`;
    return [{ what, unit: "ms", target: null, values: own, peer }];
  },
};

async function make(server: OwnServer): Promise<void> {
  await drop(server);
  for (const name of names) {
    await execute(server, server.parameters.database, `CREATE DATABASE ${name} TEMPLATE template0`);
    for (let first = 1; first <= tables; first += atOnce)
      await execute(server, name, script(name === "compared_to", first));
  }
}

async function drop(server: OwnServer): Promise<void> {
  for (const name of names) await execute(server, server.parameters.database, `DROP DATABASE IF EXISTS ${name}`);
}

async function execute({ parameters }: OwnServer, database: string, sql: string): Promise<void> {
  const session = await openSession({ ...parameters, database }, { purpose: "bench" });
  try {
    await session.execute(sql);
  } finally {
    await session.close();
  }
}

async function describeBoth(server: OwnServer): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), "steward-bench-compare-"));
  try {
    const file = join(folder, "describe.sql");
    await writeFile(file, names.map((name) => `\\c ${name}\n\\o /dev/null\n\\d+ public.*\n\\o\n`).join(""));
    return await runFile(server, file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
