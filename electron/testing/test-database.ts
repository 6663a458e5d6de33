import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { quoteIdentifier, quoteLiteral } from "../../shared/sql/quote.ts";
import { openSession } from "../postgres/connect.ts";
import type { SessionJobs } from "../postgres/copy/session-jobs.ts";
import { createDatabases, type ManagedDatabases } from "../postgres/create-databases.ts";
import { createLocalSessions } from "../postgres/process/local-sessions.ts";
import { StreamHub } from "../postgres/process/stream-hub.ts";
import type { ConnectParameters, OwnedSession } from "../postgres/session.ts";

/** What a test may ask for. */
export interface TestDatabaseOptions {
  /**
   * Login roles beside the owner, by short name; they are members of nothing. Roles belong to the whole server, so the
   * real names differ: `roleName("mara")`.
   */
  readonly roles?: readonly string[];
  /** Jobs that its sessions know. */
  readonly jobs?: SessionJobs;
  /** Connect as the superuser instead of as the database's owner. */
  readonly asSuperuser?: boolean;
}

/** A database of its own, dropped by `close`. */
export interface TestDatabase {
  readonly ref: DatabaseRef;
  /** Fields to connect as the owner (or superuser). */
  readonly parameters: ConnectParameters;
  /** Fields to connect as the superuser, for what only it may arrange. */
  readonly adminParameters: ConnectParameters;
  readonly databases: ManagedDatabases;
  /** The real name of a role that was asked for; `databases.open(ref, { role })` takes either name. */
  roleName(shortName: string): string;
  /** Fields to connect as one of the roles. */
  parametersFor(shortName: string): ConnectParameters;
  close(): Promise<void>;
}

/** Clones the run's template database. The owner may do what the owner of an embedded project may do. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject("testServer");
  const suffix = randomBytes(5).toString("hex");
  const name = `test_${suffix}`;
  const password = randomBytes(18).toString("base64url");
  const address = { host: "127.0.0.1", port: server.port, tls: "disable" } as const;
  const adminParameters = { ...address, database: name, user: server.user, password: server.password };
  const asRole = (role: string) => ({ ...address, database: name, user: role, password });
  const owner = `owner_${suffix}`;
  const roles = new Map((options.roles ?? []).map((short) => [short, `${short}_${suffix}`]));
  const roleName = (short: string) => {
    const known = roles.get(short);
    if (known === undefined) throw new Error(`The test did not ask for a role ${short}.`);
    return known;
  };

  const admin = (run: (session: OwnedSession) => Promise<void>) =>
    inSession({ ...adminParameters, database: "postgres" }, run);
  await admin(async (session) => {
    for (const role of [owner, ...roles.values()])
      await session.execute(`CREATE ROLE ${quoteIdentifier(role)} LOGIN PASSWORD ${quoteLiteral(password)}`);
    await session.execute(`GRANT pg_monitor, pg_read_all_stats, pg_signal_backend TO ${quoteIdentifier(owner)}`);
    await session.execute(
      `CREATE DATABASE ${name} TEMPLATE ${server.templateDatabase} OWNER ${quoteIdentifier(owner)}`,
    );
  });

  const parameters = options.asSuperuser ? adminParameters : asRole(owner);
  const resolve = (role?: string) => (role === undefined ? parameters : asRole(roles.get(role) ?? role));
  const open = createLocalSessions(new StreamHub(), options.jobs);
  const databases = createDatabases({
    resolve: async (_ref, role) => resolve(role),
    opener: () => open,
    observe: () => undefined,
    onLost: () => undefined,
  });
  const close = async () => {
    await databases.close();
    await admin(async (session) => {
      await session.execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      for (const role of [owner, ...roles.values()]) await session.execute(`DROP ROLE ${quoteIdentifier(role)}`);
    });
  };
  return {
    ref: { connectionId: `connection-${suffix}` },
    parameters,
    adminParameters,
    databases,
    roleName,
    parametersFor: (short) => asRole(roleName(short)),
    close,
  };
}

async function inSession(parameters: ConnectParameters, run: (session: OwnedSession) => Promise<void>): Promise<void> {
  const session = await openSession(parameters, { purpose: "test admin" });
  try {
    await run(session);
  } finally {
    await session.close();
  }
}
