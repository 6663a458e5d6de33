import { inject } from "vitest";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { openSession } from "../../postgres/connect.ts";
import { createDatabases, type ManagedDatabases } from "../../postgres/create-databases.ts";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import type { ConnectParameters, OwnedSession } from "../../postgres/session.ts";
import { parseScript } from "../../sql/parse-script.ts";
import { type SchemaReading, unpackReading } from "../schema/read-schema.ts";
import { comparisonJobs, readSchemaJob } from "../session-jobs.ts";

/** Databases of the run's server, made and dropped as a test wants; all as superuser. */
export class TestServer {
  readonly databases: ManagedDatabases;
  readonly major: number;
  private readonly made: string[] = [];

  constructor() {
    this.major = inject("testServer").major;
    const open = createLocalSessions(new StreamHub(), comparisonJobs);
    this.databases = createDatabases({
      resolve: async ({ connectionId }) => this.parameters(connectionId),
      opener: () => open,
      observe: () => undefined,
      onLost: () => undefined,
    });
  }

  /** Where a database of this server is. */
  parameters(database: string): ConnectParameters {
    const { port, user, password } = inject("testServer");
    return { host: "127.0.0.1", port, tls: "disable", database, user, password };
  }

  /** Makes a database, a copy of another one where that is named. */
  async make(name: string, template = "template0"): Promise<string> {
    this.made.push(name);
    await this.with("postgres", (session) =>
      session.execute(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)}`),
    );
    return name;
  }

  /** Runs work in a session. */
  async with<T>(database: string, work: (session: OwnedSession) => Promise<T>): Promise<T> {
    const session = await openSession(this.parameters(database), { purpose: "test" });
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  /** Runs a script's statements one by one. */
  async run(database: string, script: string): Promise<void> {
    await this.with(database, async (session) => {
      for (const { sql } of await parseScript(script)) await session.execute(sql);
    });
  }

  /** Reads a schema as a comparison does. */
  async read(database: string): Promise<SchemaReading> {
    const session = await this.databases.open({ connectionId: database }, { purpose: "test" });
    try {
      const packed = await session.runJob(readSchemaJob, {}, { cause: "test" });
      return await unpackReading(packed as Uint8Array); // what the job gives
    } finally {
      await session.close();
    }
  }

  /** Drops what was made since the last time. */
  async dropAll(): Promise<void> {
    await this.with("postgres", async (session) => {
      for (const name of this.made.splice(0))
        await session.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
    });
  }

  async close(): Promise<void> {
    await this.dropAll();
    await this.databases.close();
  }
}
