import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Connection } from "../../../shared/connections/model.ts";
import { FormatChoices } from "../../migrations/format-choices.ts";
import { createDatabases } from "../../postgres/create-databases.ts";
import type { Databases } from "../../postgres/databases.ts";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import type { ConnectParameters, WriteSession } from "../../postgres/session.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { createChangesHandlers } from "../handlers.ts";

/** What an applier needs to know; it may be another process. */
export interface KillBenchAddress {
  readonly parameters: ConnectParameters;
  readonly folder: string;
}

/** One message of the applying session, counted from 1: `before` it is sent, or `inside`, 1 ms after. */
export type KillMoment = (message: number, phase: "before" | "inside", session: WriteSession) => void | Promise<void>;

/** The handlers on one server, as an app has them; `onMessage` is told of every message that an application sends. */
export function openKillBench({ parameters, folder }: KillBenchAddress, onMessage: KillMoment = () => undefined) {
  const open = createLocalSessions(new StreamHub());
  const databases = createDatabases({
    resolve: async (_ref, role) => ({ ...parameters, user: role ?? parameters.user }),
    opener: () => open,
    observe: () => undefined,
    onLost: () => undefined,
  });
  let messages = 0;
  const told: Databases = {
    read: databases.read,
    stream: databases.stream,
    open: databases.open,
    write: (ref, options, run) =>
      databases.write(ref, options, (session) => {
        const isApply = /^apply [0-9a-f]+$/.test(options.purpose);
        return run(isApply ? counted(session, { next: () => ++messages, tell: onMessage }) : session);
      }),
  };
  const { host, port, database, user, tls } = parameters;
  const target = { kind: "server", host, port, tls } as const;
  const connection: Connection = {
    id: "shop",
    name: "shop",
    environment: "production",
    database,
    user,
    target,
    migrationsFolder: folder,
    isSample: false,
  };
  const handlers = createChangesHandlers({
    databases: told,
    parser: parserInPlace,
    controlPlaneOf: () => {
      throw new Error("Nothing here makes branches.");
    },
    findConnection: async () => connection,
    folderOf: async () => folder,
    ledgerMigrationsFolder: resolve("migrations"),
    formats: new FormatChoices(join(folder, ".formats.json")),
    reportsFolder: join(folder, "reports"),
    emit: () => undefined,
  });
  return { handlers, close: () => databases.close(), messages: () => messages };
}

interface Counter {
  readonly next: () => number;
  readonly tell: KillMoment;
}

/** A session whose messages are told; BEGIN and COMMIT count as well. */
function counted(session: WriteSession, counter: Counter): WriteSession {
  const around = async <T>(send: () => Promise<T>): Promise<T> => {
    const message = counter.next();
    await counter.tell(message, "before", session);
    const sent = send();
    setTimeout(() => void counter.tell(message, "inside", session), 1);
    return await sent;
  };
  return {
    mode: "write",
    backendPid: session.backendPid,
    query: (...given) => around(() => session.query(...given)),
    execute: (...given) => around(() => session.execute(...given)),
    transaction: (run) =>
      around(() =>
        session.transaction(async (inside) => {
          const value = await run(counted(inside, counter));
          const message = counter.next(); // COMMIT
          await counter.tell(message, "before", session);
          setTimeout(() => void counter.tell(message, "inside", session), 1);
          return value;
        }),
      ),
  };
}

/** A folder for the scripts of a bench. */
export async function createScriptFolder(): Promise<{
  readonly path: string;
  write(id: string, statements: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), "steward-kill-"));
  return {
    path,
    write: (id, statements) => writeFile(join(path, `${id}.up.sql`), `${statements.join(";\n")};\n`),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
