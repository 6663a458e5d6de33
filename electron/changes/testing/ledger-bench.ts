import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ChangeRequest } from "../../../shared/changes/model.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { FormatChoices } from "../../migrations/format-choices.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession, QueryResult } from "../../postgres/session.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createChangesHandlers } from "../handlers.ts";
import { callContext } from "./change-bench.ts";

/** A database whose owner has the members mara and deniz, and a folder: for everything that needs no branch. */
export interface LedgerBench {
  readonly test: TestDatabase;
  readonly connectionId: string;
  /** The migrations folder. */
  readonly folder: string;
  readonly handlers: ReturnType<typeof createChangesHandlers>;
  write(id: string, up: string, down: string | null): Promise<void>;
  /** Runs SQL as a role by its short name, as `owner`, or as the superuser (`admin`). */
  sql(role: string, statement: string): Promise<QueryResult>;
  session(role: string, purpose: string): Promise<OwnedSession>;
  /** Submits as mara, without a rehearsal. */
  submit(...migrationIds: string[]): Promise<ChangeRequest>;
  /** Submits as mara and approves as deniz. */
  approve(...migrationIds: string[]): Promise<ChangeRequest>;
  /** Applies as mara. */
  apply(id: string, signal?: AbortSignal): Promise<ChangeRequest>;
  rollBack(id: string): Promise<ChangeRequest>;
  read(id: string): Promise<ChangeRequest>;
  close(): Promise<void>;
}

/** Makes one. The ledger comes with the first submission. */
export async function createLedgerBench(): Promise<LedgerBench> {
  const folder = await mkdtemp(join(tmpdir(), "steward-ledger-"));
  const test = await createTestDatabase({ roles: ["mara", "deniz", "guest"] });
  const { connectionId } = test.ref;
  const session: LedgerBench["session"] = (role, purpose) => {
    const fixed = { admin: test.adminParameters, owner: test.parameters };
    const parameters = role === "admin" || role === "owner" ? fixed[role] : test.parametersFor(role);
    return openSession(parameters, { purpose });
  };
  const sql: LedgerBench["sql"] = async (role, statement) => {
    const own = await session(role, "test");
    try {
      return await own.execute(statement);
    } finally {
      await own.close();
    }
  };
  const owner = quoteIdentifier(test.parameters.user);
  for (const member of ["mara", "deniz"])
    await sql("admin", `GRANT ${owner} TO ${quoteIdentifier(test.roleName(member))}`);
  const handlers = createChangesHandlers({
    databases: test.databases,
    parser: parserInPlace,
    controlPlaneOf: () => {
      throw new Error("Nothing here makes branches.");
    },
    findConnection: async (id) => serverConnection(id, test, folder),
    folderOf: async () => folder,
    reportsFolder: join(tmpdir(), "steward-no-rehearsals"),
    formats: new FormatChoices(`${folder}.formats.json`),
    ledgerMigrationsFolder: resolve("migrations"),
    emit: () => undefined,
  });
  const submit = (...migrationIds: string[]) =>
    handlers["changes.submit"](
      { connectionId, migrationIds, role: "mara", title: migrationIds.join(), description: "" },
      callContext(),
    );
  return {
    test,
    connectionId,
    folder,
    handlers,
    session,
    sql,
    submit,
    write: async (id, up, down) => {
      await writeFile(join(folder, `${id}.up.sql`), up);
      if (down !== null) await writeFile(join(folder, `${id}.down.sql`), down);
    },
    approve: async (...migrationIds) => {
      const { id, hash } = await submit(...migrationIds);
      const decision = { connectionId, id, role: "deniz", expectedHash: hash, comment: "" };
      return await handlers["changes.approve"](decision, callContext());
    },
    apply: (id, signal) => handlers["changes.apply"]({ connectionId, id, role: "mara" }, callContext([], signal)),
    rollBack: (id) => handlers["changes.rollback"]({ connectionId, id, role: "mara" }, callContext()),
    read: (id) => handlers["changes.read"]({ connectionId, id }, callContext()),
    close: async () => {
      await test.close();
      await rm(folder, { recursive: true, force: true });
      await rm(`${folder}.formats.json`, { force: true });
    },
  };
}

function serverConnection(id: string, { parameters }: TestDatabase, migrationsFolder: string): Connection {
  const { database, user, host, port, tls } = parameters;
  const target = { kind: "server", host, port, tls } as const;
  return { id, name: id, environment: "production", database, user, target, migrationsFolder, isSample: false };
}
