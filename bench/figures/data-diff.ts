import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareTables } from "../../electron/comparison/rows/compare-tables.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import { createDatabases } from "../../electron/postgres/create-databases.ts";
import { createLocalSessions } from "../../electron/postgres/process/local-sessions.ts";
import { StreamHub } from "../../electron/postgres/process/stream-hub.ts";
import type { ConnectParameters } from "../../electron/postgres/session.ts";
import type { TableOutcome } from "../../shared/comparison/rows-model.ts";
import type { Figure } from "../figure.ts";
import { copyBothAndDiff } from "../setting/diff-peer.ts";
import { watchMemory } from "../setting/process-memory.ts";

const rounds = 5;
const other = "million_rows_changed";
const table = { schema: "public", name: "million_rows" };

/**
 * Two tables of 1,000,000 rows of 10 columns, of which 100 are only in the one, 100 only in the other, and 100 differ:
 * found exactly, beside psql copying both in key order and diff comparing the files, turn by turn.
 */
export const dataDiff: Figure = {
  name: "data-diff",
  measure: async (setting) => {
    const server = await setting.server();
    await makeOther(server.parameters);
    const folder = await mkdtemp(join(tmpdir(), "steward-bench-diff-"));
    const [own, memory, theirs]: [number[], number[], number[]] = [[], [], []];
    const open = createLocalSessions(new StreamHub());
    const databases = createDatabases({
      resolve: async ({ connectionId }) => ({
        ...server.parameters,
        ...(connectionId === "to" ? { database: other } : {}),
      }),
      opener: () => open,
      observe: () => undefined,
      onLost: () => undefined,
    });
    const compare = async () => {
      const question = {
        from: { connectionId: "from" },
        to: { connectionId: "to" },
        tables: [{ table, key: null }],
        limit: 1_000,
      };
      const call = { signal: new AbortController().signal, report: () => undefined };
      return await compareTables(databases, question, call);
    };
    try {
      checkExact(await compare()); // what is loaded once should not count as growth
      for (let round = 0; round < rounds; round++) {
        const before = watchMemory(process.pid);
        const atRest = before.end();
        const watch = watchMemory(process.pid);
        const startedAt = performance.now();
        checkExact(await compare());
        own.push(performance.now() - startedAt);
        memory.push(watch.end() - atRest);
        const naive = await copyBothAndDiff(server, [server.parameters.database, other], folder);
        if (naive !== null) theirs.push(naive);
        setting.say(`round ${round + 1}: ${Math.round(own.at(-1) ?? 0)} ms`);
      }
    } finally {
      await databases.close();
      await rm(folder, { recursive: true });
    }
    return [
      {
        what: "1,000,000 x 10 against as many, 300 rows differ: found exactly",
        unit: "ms" as const,
        values: own,
        peer: theirs.length > 0 ? { name: "psql \\copy of both, and diff", values: theirs } : null,
        target: null,
      },
      { what: "growth of memory meanwhile", unit: "MB" as const, values: memory, peer: null, target: null },
    ];
  },
};

async function makeOther(parameters: ConnectParameters): Promise<void> {
  const admin = await openSession({ ...parameters, database: "template1" }, { purpose: "bench" });
  await admin.execute(`CREATE DATABASE ${other} TEMPLATE ${parameters.database}`);
  await admin.close();
  const session = await openSession({ ...parameters, database: other }, { purpose: "bench" });
  await session.execute("DELETE FROM million_rows WHERE id::int % 10000 = 1");
  await session.execute("UPDATE million_rows SET c5 = c5 || '!' WHERE id::int % 10000 = 2");
  await session.execute(
    "INSERT INTO million_rows SELECT id || 'x', c1, c2, c3, c4, c5, c6, c7, c8, c9 FROM million_rows WHERE id::int % 10000 = 3",
  );
  await session.execute("VACUUM (FREEZE, ANALYZE) million_rows");
  await session.close();
}

function checkExact([outcome]: readonly TableOutcome[]): void {
  const counts = outcome?.state === "compared" ? outcome.comparison.counts : null;
  if (counts?.onlyFrom !== 100 || counts.onlyTo !== 100 || counts.changed !== 100)
    throw new Error(`Not exact: ${JSON.stringify(outcome)?.slice(0, 500)}`);
}
