// The tools themselves look at what Steward applied. `npm run test:tools` fetches them, pinned, and names their folder in
// STEWARD_MIGRATION_TOOLS; without it these are skipped.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";

const tools = process.env.STEWARD_MIGRATION_TOOLS;
const neonHub = join(import.meta.dirname, "..", "..", "comparison", "prisma", "testing", "neonhub.prisma");
const runFile = promisify(execFile);

describe.skipIf(tools === undefined)("the tools", () => {
  let bench: LedgerBench;
  let project: string;
  let url: string;
  beforeAll(async () => {
    bench = await createLedgerBench();
    project = await mkdtemp(join(tools ?? tmpdir(), "project-"));
    const { host, port, user, database, password = "" } = bench.test.parameters;
    url = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${database}?sslmode=disable`;
  }, 60_000);
  afterAll(async () => {
    await rm(project, { recursive: true, force: true });
    await bench.close();
  });

  const run = async (command: string, ...args: string[]): Promise<string> => {
    // Prisma's downloads are not needed: its engine runs as JavaScript here.
    const none = join(tools ?? "", "package.json");
    const engines = {
      PRISMA_QUERY_ENGINE_LIBRARY: none,
      PRISMA_SCHEMA_ENGINE_BINARY: none,
      CHECKPOINT_DISABLE: "1",
      DIRECT_DATABASE_URL: url,
    };
    const env = { ...process.env, ...engines, DATABASE_URL: url };
    const path = join(tools ?? "", "node_modules", command);
    const { stdout, stderr } = await runFile(path, args, { cwd: project, env, timeout: 60_000 }).catch(
      (error: { stdout: string; stderr: string }) => error, // a tool that ends with 1 says why on its output
    );
    return `${stdout}${stderr}`;
  };
  const apply = async (...ids: string[]) => {
    const { id } = await bench.approve(...ids);
    await bench.apply(id);
    return id;
  };
  const putFolder = async (from: string) => {
    await rm(bench.folder, { recursive: true, force: true });
    await cp(from, bench.folder, { recursive: true });
  };

  it("Prisma: a project that its own program wrote is up to date", async () => {
    const schema = await readFile(neonHub, "utf8");
    const config = `import { PrismaPg } from "@prisma/adapter-pg";
export default { experimental: { adapter: true }, engine: "js", schema: "schema.prisma",
  migrations: { path: "migrations" }, adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }) };
`;
    const folder = join(project, "migrations");
    await mkdir(join(folder, "20240101000000_init"), { recursive: true });
    await writeFile(join(project, "schema.prisma"), schema);
    await writeFile(join(project, "prisma.config.ts"), config);
    await writeFile(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
    const script = join(folder, "20240101000000_init", "migration.sql");
    const made = [
      "migrate",
      "diff",
      "--from-empty",
      "--to-schema-datamodel",
      "schema.prisma",
      "--script",
      "-o",
      script,
    ];
    await run(".bin/prisma", ...made);
    await writeFile(join(folder, "20240101000000_init", "down.sql"), "DROP SCHEMA public CASCADE;\n");
    await mkdir(join(folder, "20240102000000_index"));
    await writeFile(
      join(folder, "20240102000000_index", "migration.sql"),
      'CREATE INDEX CONCURRENTLY "Person_workspaceId_idx" ON "Person" ("workspaceId");\n',
    );
    await writeFile(join(folder, "20240102000000_index", "down.sql"), 'DROP INDEX "Person_workspaceId_idx";\n');
    await putFolder(folder);
    expect(await run(".bin/prisma", "migrate", "status")).toContain("have not yet been applied");
    await apply("20240101000000_init");
    const index = await apply("20240102000000_index");
    expect(await run(".bin/prisma", "migrate", "status")).toContain("Database schema is up to date!");
    await bench.rollBack(index);
    expect(await run(".bin/prisma", "migrate", "status")).toMatch(/have not yet been applied:\s+20240102000000_index/);
    await apply("20240102000000_index");
    expect(await run(".bin/prisma", "migrate", "status")).toContain("Database schema is up to date!");
  }, 120_000);

  // Its program is pinned for Linux only.
  it.skipIf(process.platform !== "linux" || process.arch !== "x64")(
    "dbmate: nothing is pending, and it can take back what Steward applied",
    async () => {
      const folder = join(project, "db", "migrations");
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, "20240101000000_a.sql"),
        "-- migrate:up\nCREATE TABLE dbm (x int);\n-- migrate:down\nDROP TABLE dbm;\n",
      );
      await putFolder(folder);
      await apply("20240101000000_a");
      const dbmate = (...args: string[]) =>
        run("@dbmate/linux-x64/bin/dbmate", "--url", url, "--no-dump-schema", ...args);
      expect(await dbmate("status")).toContain("Pending: 0");
      expect(await dbmate("rollback")).toContain("Rolled back: 20240101000000_a.sql");
      expect(await dbmate("status")).toContain("Pending: 1");
    },
    60_000,
  );

  it("Drizzle: what its own program wrote and Steward applied is not run again", async () => {
    const schema = `import { integer, pgTable, text } from "drizzle-orm/pg-core";
export const words = pgTable("words", { id: integer().primaryKey(), word: text() });
`;
    const config = `export default { dialect: "postgresql", schema: "./schema.ts", out: "./drizzle", dbCredentials: { url: process.env.DATABASE_URL } };
`;
    await writeFile(join(project, "schema.ts"), schema);
    await writeFile(join(project, "drizzle.config.ts"), config);
    await run(".bin/drizzle-kit", "generate", "--name=init");
    await putFolder(join(project, "drizzle"));
    await apply("0000_init");
    const recorded = async () => (await bench.sql("owner", "SELECT * FROM drizzle.__drizzle_migrations")).rows;
    const before = await recorded();
    expect(await run(".bin/drizzle-kit", "migrate")).toContain("migrations applied successfully");
    expect([before.length, await recorded()]).toEqual([1, before]);
  }, 120_000);
});
