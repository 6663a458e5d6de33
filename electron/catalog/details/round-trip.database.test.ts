import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ObjectAddress, ObjectDetails } from "../../../shared/catalog/object-details.ts";
import { kindsAt, type ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { parseScript } from "../../sql/parse-script.ts";
import { dumpEntries, findDumpProgram } from "../../testing/pg-dump.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { listObjects } from "../list-objects.ts";
import { listSchemas } from "../list-schemas.ts";
import { readObject } from "./read-object.ts";

const corpus = join(import.meta.dirname, "..", "corpus");
let first: TestDatabase;
let second: TestDatabase;
let before: readonly ObjectDetails[] = [];
const { major } = inject("testServer");
let ownRoles: ReadonlySet<string>;
const sessions: OwnedSession[] = [];
const open = async (test: TestDatabase) => {
  const session = await openSession(test.parameters, { purpose: "test" });
  sessions.push(session);
  return session;
};

beforeAll(async () => {
  first = await createTestDatabase({ asSuperuser: true, roles: ["guest", "keeper"] });
  second = await createTestDatabase({ asSuperuser: true });
  ownRoles = new Set([first.roleName("guest"), first.roleName("keeper"), "pg_monitor"]);
  const session = await open(first);
  const errors: string[] = [];
  for (const file of readdirSync(corpus).sort()) {
    if (Number(/[.]from-(\d+)[.]/.exec(file)?.[1] ?? 0) > major) continue;
    const text = readFileSync(join(corpus, file), "utf8").replace(/\{(\w+)\}/g, (_, role: string) =>
      first.roleName(role),
    );
    for (const { sql } of await parseScript(text))
      await session.execute(sql).catch((error: unknown) => errors.push(`${file}: ${sql}\n${String(error)}`));
  }
  if (errors.length > 0) throw new Error(errors.join("\n\n"));
  before = (await readAll(first)).filter(isOwn);
  await makeAgain();
});
afterAll(async () => {
  const subscriptions = `SELECT pg_catalog.quote_ident(subname) FROM pg_catalog.pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;
  for (const session of sessions)
    for (const [name] of (await session.execute(subscriptions)).rows)
      await session.execute(`DROP SUBSCRIPTION ${name}`);
  for (const session of sessions) await session.close();
  const admin = await openSession(first.adminParameters, { purpose: "test" });
  for (const role of ["guest", "keeper"]) await admin.execute(`DROP OWNED BY "${first.roleName(role)}"`);
  await admin.close();
  await second.close();
  await first.close();
});

/** Every object that people made, with its details. */
async function readAll(test: TestDatabase): Promise<readonly ObjectDetails[]> {
  return await test.databases.read(test.ref, "test", async (session) => {
    const addresses: ObjectAddress[] = [];
    const list = async (schema: string | null, parent: string | null, kinds: readonly ObjectKind[]) => {
      const found: ObjectAddress[] = [];
      for (const { kind, objects } of await listObjects(session, { schema, parent }, kinds)) {
        if (objects.state === "unreadable") throw new Error(`${kind}: ${objects.message}`);
        // Roles belong to the whole server, and other tests make and drop theirs meanwhile.
        for (const { name, identity = "" } of objects.value)
          if (kind !== "role" || ownRoles.has(name))
            found.push({ kind, schema: schema ?? "", parent: parent ?? "", name, identity });
      }
      addresses.push(...found);
      return found;
    };
    await list(null, null, kindsAt("database"));
    for (const { name, isSystem } of await listSchemas(session, [])) {
      if (isSystem) continue;
      for (const { kind, name: relation } of await list(name, null, kindsAt("schema")))
        if (kind === "table" || kind === "view" || kind === "materializedView")
          await list(name, relation, kindsAt("relation"));
    }
    const details: ObjectDetails[] = [];
    for (const address of addresses) details.push(await readObject(session, address));
    return details;
  });
}

const isOfSystem = ({ address: { kind, name } }: ObjectDetails) =>
  kind === "schema" && (name.startsWith("pg_") || name === "information_schema");
/** Objects that the server or an extension brings along. */
const isMember = ({ dependsOn, address }: ObjectDetails) => {
  if (dependsOn.state === "unreadable") throw new Error(`${JSON.stringify(address)}: ${dependsOn.message}`);
  return dependsOn.value.objects.some(({ how }) => how === "extension");
};
const ddlOf = ({ ddl, address }: ObjectDetails) => {
  if (ddl.state === "unreadable") throw new Error(`${JSON.stringify(address)}: ${ddl.message}`);
  return ddl.value;
};
/** What must be the same again; figures that depend on use, or on columns that were dropped, are not. */
const lasting = (details: ObjectDetails) => {
  const { address, detail, comment, owner, facts, access } = details;
  return {
    address,
    detail,
    comment,
    owner,
    ddl: ddlOf(details),
    access: access.state === "readable" ? access.value && { ...access.value } : access.message,
    facts:
      facts.state === "readable"
        ? facts.value.filter(
            ({ label }) => !["Estimated rows", "Scans", "Last value", "Populated", "Number"].includes(label),
          )
        : facts.message,
  };
};

const byAddress = (all: readonly ObjectDetails[]) =>
  Object.fromEntries(all.map((details) => [JSON.stringify(Object.values(details.address)), lasting(details)]));

const rankOf = ({ address: { kind } }: ObjectDetails) => (kind === "schema" ? 0 : kind === "type" ? 1 : 2);

/** What a table's own DDL already makes. */
const partKinds: ReadonlySet<ObjectKind> = new Set([...kindsAt("relation"), "statistics"]);

/** Applies statements in any order that works: what fails is tried again after the others. */
async function applyAll(session: OwnedSession, statements: readonly string[]): Promise<void> {
  let left = statements;
  for (;;) {
    const failed: string[] = [];
    const errors: string[] = [];
    for (const sql of left)
      await session.execute(sql).catch((error: unknown) => {
        failed.push(sql);
        errors.push(`${sql}\n${String(error)}`);
      });
    if (failed.length === 0) return;
    if (failed.length === left.length) throw new Error(errors.join("\n\n"));
    left = failed;
  }
}

/** Makes everything of `before` in the second database by its DDL alone. */
async function makeAgain(): Promise<void> {
  const made = before
    .filter(
      ({ address: { kind, name }, detail }) =>
        !partKinds.has(kind) && !(kind === "sequence" && detail !== "") && name !== "plpgsql",
    )
    // A function that takes a type which is not there would make a shell of it.
    .sort((left, right) => rankOf(left) - rankOf(right));
  const session = await open(second);
  const isForLater = ({ address: { kind } }: ObjectDetails) => kind === "defaultPrivileges";
  // Default privileges are for what is made later.
  for (const group of [made.filter((details) => !isForLater(details)), made.filter(isForLater)]) {
    const scripts = group.flatMap((details) => [
      ddlOf(details),
      details.access.state === "readable" ? (details.access.value?.sql ?? "") : "",
    ]);
    const statements: string[] = [];
    for (const script of scripts) for (const { sql } of await parseScript(script)) statements.push(sql);
    await applyAll(session, statements);
  }
}

const isOwn = (details: ObjectDetails) => !isOfSystem(details) && !isMember(details);
const dumpProgram = findDumpProgram(major);

describe("the DDL of everything", () => {
  it("makes an equal database, and reads equal again", async () => {
    const after = (await readAll(second)).filter(isOwn);
    expect(byAddress(after)).toEqual(byAddress(before));
    expect(new Set(before.map(({ address }) => address.kind))).toEqual(
      new Set([...kindsAt("database"), ...kindsAt("schema"), ...kindsAt("relation")]),
    );
  });

  it("stands beside properties that can all be read", () => {
    const unreadable = before.flatMap(({ address, facts }) =>
      facts.state === "unreadable" ? [`${address.kind} ${address.name}: ${facts.message}`] : [],
    );
    expect(unreadable).toEqual([]);
  });

  it("never holds a secret", () => {
    expect(JSON.stringify(before)).not.toContain("hunter2");
  });

  it.skipIf(dumpProgram === null)(`makes a database that pg_dump calls equal (${dumpProgram})`, async () => {
    const dump = (test: TestDatabase) => dumpEntries(dumpProgram ?? "", test.adminParameters, ["hunter2"]);
    expect(await dump(second)).toEqual(await dump(first));
  });
});
