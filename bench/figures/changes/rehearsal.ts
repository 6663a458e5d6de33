import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noCost } from "../../../electron/changes/rehearsal/measuring/observe-backend.ts";
import { runPass } from "../../../electron/changes/rehearsal/run-pass.ts";
import { prepareScript } from "../../../electron/changes/script/prepare-script.ts";
import { openSession } from "../../../electron/postgres/connect.ts";
import type { OwnedSession } from "../../../electron/postgres/session.ts";
import type { Figure } from "../../figure.ts";
import { runFile } from "../../setting/peer.ts";

const rounds = 5;

/** A table that is written again, an index built beside the writers, and many small changes in one transaction. */
const up = `${Array.from({ length: 20 }, (_, place) => `ALTER TABLE rehearsed ADD COLUMN c${place} int`).join(";\n")};
ALTER TABLE rehearsed ALTER COLUMN a TYPE bigint;
CREATE INDEX CONCURRENTLY rehearsed_b ON rehearsed (b);
UPDATE rehearsed SET c1 = 1 WHERE id <= 100000;
`;
/** psql sends statements outside a transaction; those that Steward joins get one here, too. */
const forPsql = up
  .replace(/^/, "BEGIN;\n")
  .replace("CREATE INDEX", "COMMIT;\nCREATE INDEX")
  .replace("UPDATE", "BEGIN;\nUPDATE")
  .replace(/$/, "COMMIT;\n");
const reset = [
  "DROP TABLE IF EXISTS rehearsed",
  "CREATE TABLE rehearsed AS SELECT n AS id, n AS a, n % 1000 AS b FROM generate_series(1, 500000) n",
  "ALTER TABLE rehearsed ADD PRIMARY KEY (id)",
  "CHECKPOINT",
];

/** One pass of a rehearsal with all that is measured, beside psql running the same statements, turn by turn. */
export const rehearsal: Figure = {
  name: "rehearsal",
  measure: async (setting) => {
    const server = await setting.server();
    const folder = await mkdtemp(join(tmpdir(), "steward-bench-rehearsal-"));
    const file = join(folder, "up.sql");
    await writeFile(file, forPsql);
    const open = (purpose: string) => openSession(server.parameters, { purpose });
    const [runner, observer] = [await open("rehearsal"), await open("rehearsal observer")];
    const [own, theirs, measuring]: [number[], number[], number[]] = [[], [], []];
    try {
      const statements = await prepareScript(up);
      for (let round = 0; round < rounds; round++) {
        const cost = noCost();
        const sessions = { runner, observer, signal: new AbortController().signal, started: () => undefined, cost };
        await prepare(runner);
        const startedAt = performance.now();
        await runPass(sessions, "up", [{ migrationId: "0001_bench", direction: "up", statements }]);
        own.push(performance.now() - startedAt);
        measuring.push(cost.measuringMs);
        await prepare(runner);
        const ms = await runFile(server, file);
        if (ms !== null) theirs.push(ms);
      }
    } finally {
      await runner.execute("DROP TABLE IF EXISTS rehearsed");
      for (const session of [runner, observer]) await session.close();
      await rm(folder, { recursive: true, force: true });
    }
    const peer = theirs.length > 0 ? { name: "psql", values: theirs } : null;
    return [
      { what: "23 statements rehearsed, one pass", unit: "ms", values: own, peer, target: null },
      { what: "of it measuring between the statements", unit: "ms", values: measuring, peer: null, target: null },
    ];
  },
};

async function prepare(session: OwnedSession): Promise<void> {
  for (const sql of reset) await session.execute(sql);
}
