// The models of the seeds as sides: a database is made like them, the script is proven on a copy and then run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import { openLocalScratch } from "../scratch/local-scratch.ts";
import type { ScratchPlace, ScratchSessions } from "../scratch/scratch-place.ts";
import { comparisonJobs } from "../session-jobs.ts";
import { compareSides } from "../sides/compare-sides.ts";
import type { Side } from "../sides/side.ts";
import { sideOfPath } from "../sides/side-of-path.ts";
import { TestServer } from "../testing/test-server.ts";

const samples = join(import.meta.dirname, "..", "..", "..", "samples");
const neonHub = join(import.meta.dirname, "testing", "neonhub.prisma");
let server: TestServer;
let place: ScratchPlace;

beforeAll(async () => {
  server = new TestServer();
  const open = createLocalSessions(new StreamHub(), comparisonJobs);
  const sessions: ScratchSessions = { openerOf: () => open, end: async () => undefined };
  place = await openLocalScratch({ binariesFolder: "/nowhere", sessions }, new AbortController().signal);
});
afterAll(async () => {
  await place.close();
  await server.dropAll();
  await server.close();
});

const database = (name: string) => ({ kind: "database", ref: { connectionId: name } }) as const;
const compare = async (from: Side, to: Side, check: "plain" | "online" | null = null) => {
  const openScratch = async (): Promise<ScratchPlace> => ({ ...place, close: async () => undefined });
  const call = { signal: new AbortController().signal, report: () => undefined };
  return await compareSides(
    { databases: server.databases, openScratch },
    { from, to, acceptedRenames: [], check },
    call,
  );
};
const fill = async (name: string, ...files: readonly string[]) => {
  await server.make(name);
  for (const file of files) await server.run(name, readFileSync(join(samples, file), "utf8"));
};

describe("the models of the seeds", () => {
  it("NeonHub: a database becomes what Prisma makes of its models, in either form", async () => {
    await fill("seed_neonhub", "neonhub/steps/10_tables.sql", "neonhub/steps/11_more_tables.sql");
    const models = await sideOfPath(neonHub);
    const online = await compare(database("seed_neonhub"), models, "online");
    expect(online.check).toMatchObject({ state: "equal" });
    const { comparison, check } = await compare(database("seed_neonhub"), models, "plain");
    expect([check?.state, comparison.scriptError]).toEqual(["equal", null]);
    const changed = comparison.objects.map(({ address, kind }) => `${kind} ${address.name}`);
    expect(changed).toEqual(
      expect.arrayContaining(["changed ConsentStatus", "changed Person", "changed KeywordResearch"]),
    );
    await server.with("seed_neonhub", async (session) => {
      for (const { sql } of comparison.statements) await session.execute(sql);
    });
    const second = await compare(database("seed_neonhub"), models);
    expect(second.comparison).toMatchObject({ isIdentical: true, isAgreed: true, objects: [], statements: [] });
  });

  it("ContextGround: its SQL is what its database has, and an empty database becomes like it", async () => {
    const files = ["contextground/steps/10_tables.sql", "contextground/steps/80_foreign_keys.sql"];
    const sql = files.map((name) => ({ name, sql: readFileSync(join(samples, name), "utf8") }));
    const models = { kind: "scripts", scripts: sql } as const;
    await fill("seed_contextground", ...files);
    const same = await compare(database("seed_contextground"), models);
    expect(same.comparison).toMatchObject({ isIdentical: true, isAgreed: true, objects: [] });
    await server.make("seed_empty");
    const { comparison, check } = await compare(database("seed_empty"), models, "online");
    expect(check).toMatchObject({ state: "equal" });
    await server.with("seed_empty", async (session) => {
      for (const { sql: statement } of comparison.statements) await session.execute(statement);
    });
    const second = await compare(database("seed_empty"), models);
    expect(second.comparison).toMatchObject({ isIdentical: true, objects: [], statements: [] });
  });

  it("a Prisma schema that is wrong is refused with file and line, and changes nothing", async () => {
    const files = [
      {
        name: "shop.prisma",
        text: `datasource db {
  provider = "postgresql"
}

model Order {
  id Int @id
  buyer Nobody
}
`,
      },
    ];
    await expect(compare(database("postgres"), { kind: "models", files })).rejects.toMatchObject({
      code: "invalidInput",
      message: expect.stringMatching(/Nobody[\s\S]*shop\.prisma:7/),
    });
  });
});
