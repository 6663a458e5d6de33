// Run by the test as a process of its own, which it kills: `rehearsal-process.ts DATA_FOLDER`. Says each step.
import { openEmbeddedControlPlane } from "../../../control-planes/embedded/embedded-control-plane.ts";
import { createDatabases } from "../../../postgres/create-databases.ts";
import { createLocalSessions } from "../../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../../postgres/process/stream-hub.ts";
import { parserInPlace } from "../../../sql/parser/sql-parser.ts";
import { hastyProjectRequest, mainId, projectId } from "../../../testing/plane-folder.ts";
import { lintMigration } from "../../lint/lint-migration.ts";
import { connectionExample } from "../../testing/connection-example.ts";
import { rehearse } from "../rehearse.ts";

const [dataFolder = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const plane = await openEmbeddedControlPlane({ dataFolder, log: () => undefined });
if ((await plane.listProjects()).length === 0) await plane.createProject(hastyProjectRequest);
const open = createLocalSessions(new StreamHub());
const databases = createDatabases({
  resolve: ({ branchId }) => plane.adminParameters(projectId, branchId ?? mainId, "postgres"),
  opener: () => open,
  observe: () => undefined,
  onLost: () => undefined,
});
const bytes = {
  id: "0001_kill",
  order: 1,
  up: Buffer.from("CREATE TABLE made (id int); SELECT pg_sleep(3)"),
  down: Buffer.from("DROP TABLE made"),
};
await rehearse({
  target: { databases, ref: { connectionId: "killed" }, role: undefined },
  connection: connectionExample("killed", mainId),
  controlPlane: plane,
  migrations: [{ ...bytes, linted: await lintMigration(bytes) }],
  parser: parserInPlace,
  queriesSql: "SELECT 1 FROM pg_class",
  signal: new AbortController().signal,
  report: ({ step }) => say(`STEP ${step}`),
});
say("READY");
setInterval(() => undefined, 60_000);
