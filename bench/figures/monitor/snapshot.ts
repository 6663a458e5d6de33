import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession } from "../../../electron/postgres/connect.ts";
import { createDatabases } from "../../../electron/postgres/create-databases.ts";
import { createLocalSessions } from "../../../electron/postgres/process/local-sessions.ts";
import { StreamHub } from "../../../electron/postgres/process/stream-hub.ts";
import { createQueriesHandlers } from "../../../electron/queries/handlers.ts";
import { parserInPlace } from "../../../electron/sql/parser/sql-parser.ts";
import { type Figure, repeat } from "../../figure.ts";
import type { OwnServer } from "../../setting/own-server.ts";
import { timeInPsql } from "../../setting/peer.ts";

const rounds = 7;
const statements = 4_900; // the server keeps 5,000
const ref = { connectionId: "bench" };

/** A snapshot of 5,000 statements: read, kept, and taken apart, beside psql reading the same view. */
export const snapshot: Figure = {
  name: "snapshot",
  measure: async (setting) => {
    const server = await setting.server();
    setting.say(`${statements} statements that differ`);
    await fillStatements(server);
    const folder = await mkdtemp(join(tmpdir(), "steward-bench-snapshot-"));
    const sessions = createLocalSessions(new StreamHub());
    const databases = createDatabases({
      resolve: async () => server.parameters,
      opener: () => sessions,
      observe: () => undefined,
      onLost: () => undefined,
    });
    const context = { clientId: "bench", signal: new AbortController().signal, report: () => undefined };
    const handlers = () => createQueriesHandlers({ databases, parser: parserInPlace, queriesFolder: folder });
    try {
      const ids: string[] = [];
      const own = handlers();
      const taken = await repeat(rounds, async () => {
        const startedAt = performance.now();
        const attempt = await own["queries.take"]({ ref }, context);
        if (attempt.state !== "taken") throw new Error(attempt.message);
        ids.push(attempt.snapshot.id);
        return performance.now() - startedAt;
      });
      const [first = "", last = ""] = [ids[0], ids.at(-1)];
      const list = { ref, from: null, to: last, database: null, user: null, text: "" } as const;
      const listed = await repeat(rounds, async () => {
        const fresh = handlers(); // nothing is in memory yet
        const startedAt = performance.now();
        const { queries } = await fresh["queries.interval"](list, context);
        if (queries.length < statements) throw new Error(`Only ${queries.length} statements are there.`);
        return performance.now() - startedAt;
      });
      const apart = await repeat(rounds, async () => {
        const startedAt = performance.now();
        await own["queries.interval"]({ ...list, from: first }, context);
        return performance.now() - startedAt;
      });
      const psql = timeInPsql(server, "SELECT * FROM pg_stat_statements", rounds);
      const peer = psql && { name: "psql reading the view", values: psql };
      const line = { unit: "ms", peer: null, target: null } as const;
      return [
        { ...line, what: "a snapshot of 5,000 statements, read and kept", values: taken, peer },
        { ...line, what: "all of them listed and judged, from the file", values: listed },
        { ...line, what: "two snapshots taken apart, known ones", values: apart },
      ];
    } finally {
      await databases.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Statements that differ in their operators, and so in their numbers; none of them reads a row. */
async function fillStatements({ parameters }: OwnServer): Promise<void> {
  const session = await openSession(parameters, { purpose: "bench" });
  try {
    await session.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    for (let number = 0; number < statements; number++) {
      const conditions = Array.from(
        { length: 13 },
        (_, bit) => `c${(bit % 9) + 1} ${(number >> bit) & 1 ? "<>" : "="} 'x'`,
      );
      await session.query(
        `SELECT id, c1 FROM million_rows WHERE ${conditions.join(" AND ")} AND false ORDER BY id LIMIT 10`,
      );
    }
  } finally {
    await session.close();
  }
}
