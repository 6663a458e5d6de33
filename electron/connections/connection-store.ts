import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { rootBranchId, templateProjectId } from "../../shared/branches/template/project.ts";
import { securitySchema, timeoutsSchema, tunnelSchema } from "../../shared/connections/connection-schemas.ts";
import type { ServerFields } from "../../shared/connections/contract.ts";
import { type Connection, environments, tlsModes } from "../../shared/connections/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "../storage/atomic-file.ts";
import type { Vault } from "../storage/vault.ts";
import { secretOwner, tunnelOwner } from "./secret-owner.ts";

const savedSchema = z.strictObject({
  format: z.literal(1),
  connections: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      environment: z.enum(environments),
      host: z.string(),
      port: z.int(),
      // The word of the first version for what libpq calls require.
      tls: z.preprocess((word) => (word === "require-unverified" ? "require" : word), z.enum(tlsModes)),
      security: securitySchema.default({}),
      options: z.string().nullable().default(null),
      tunnel: tunnelSchema.nullable().default(null),
      timeouts: timeoutsSchema.default({}),
      hasBranches: z.boolean().default(false),
      database: z.string(),
      user: z.string(),
      migrationsFolder: z.string().nullable().default(null),
    }),
  ),
});

/** A server connection as the file holds it: no secret in it. */
export type SavedConnection = z.infer<typeof savedSchema>["connections"][number];

/** One connection to save: `id` null adds it. */
export interface ConnectionChange {
  readonly id: string | null;
  readonly fields: ServerFields;
}

/** What the store needs: where its file is, the vault, and the connections that the workspace itself provides. */
export interface ConnectionStoreOptions {
  readonly dataFolder: string;
  readonly vault: Vault;
  /** Connections of the sample workspace; they are not saved here and cannot be changed. */
  readonly provided: () => readonly Connection[];
}

/** Saved connections. Passwords go to the vault, bound to host, port, user and database. */
export class ConnectionStore {
  private readonly file: string;
  private readonly vault: Vault;
  private readonly provided: () => readonly Connection[];
  private writing: Promise<unknown> = Promise.resolve();

  constructor(options: ConnectionStoreOptions) {
    this.file = join(options.dataFolder, "connections.json");
    this.vault = options.vault;
    this.provided = options.provided;
  }

  /** Those of the sample workspace first, then the saved ones in the order they were added. */
  async list(): Promise<readonly Connection[]> {
    return [...this.provided(), ...(await this.saved()).map(toConnection)];
  }

  /** The connection, or AppError `notFound`. */
  async find(id: string): Promise<Connection> {
    const found = (await this.list()).find((connection) => connection.id === id);
    if (!found) throw unknownConnection();
    return found;
  }

  /** Adds (`id` null) or changes a server connection. A null password keeps the saved one of the same owner. */
  async save(id: string | null, fields: ServerFields): Promise<Connection> {
    const [saved] = await this.saveAll([{ id, fields }]);
    if (!saved) throw new Error("A saved connection is given back.");
    return saved;
  }

  /** Adds and changes several in one step: all of them, or none. A secret goes with the last connection that it belongs to. */
  async saveAll(changes: readonly ConnectionChange[]): Promise<readonly Connection[]> {
    return await this.exclusively(async () => {
      const before = await this.saved();
      const made = changes.map(({ id, fields }) => {
        const { password, tunnelPassword, ...rest } = fields;
        const previous = before.find((known) => known.id === id);
        if (id !== null && !previous) throw this.isProvided(id) ? sampleConnection() : unknownConnection();
        const hasBranches = rest.hasBranches ?? previous?.hasBranches ?? false;
        return { connection: { id: id ?? randomUUID(), ...rest, hasBranches }, password, tunnelPassword };
      });
      for (const { connection, password, tunnelPassword } of made) {
        if (password !== null) await this.vault.write(secretOwner(connection), password);
        if (tunnelPassword !== null && connection.tunnel)
          await this.vault.write(tunnelOwner(connection.tunnel), tunnelPassword);
      }
      const byId = new Map([...before, ...made.map(({ connection }) => connection)].map((each) => [each.id, each]));
      const after = [...byId.values()];
      await this.write(after);
      for (const previous of before) if (byId.get(previous.id) !== previous) await this.forgetSecrets(previous, after);
      return made.map(({ connection }) => toConnection(connection));
    });
  }

  async remove(id: string): Promise<void> {
    await this.exclusively(async () => {
      if (this.isProvided(id)) throw sampleConnection();
      const saved = await this.saved();
      const gone = saved.find((connection) => connection.id === id);
      if (!gone) throw unknownConnection();
      const left = saved.filter((connection) => connection.id !== id);
      await this.write(left);
      await this.forgetSecrets(gone, left);
    });
  }

  /** Password and tunnel secret of a connection that changed or is gone, unless one of `left` uses them. */
  private async forgetSecrets(gone: SavedConnection, left: readonly SavedConnection[]): Promise<void> {
    if (!left.some((connection) => isSameOwner(connection, gone))) await this.vault.remove(secretOwner(gone));
    const { tunnel } = gone;
    if (tunnel === null) return;
    const owner = JSON.stringify(tunnelOwner(tunnel));
    const isUsed = left.some((other) => other.tunnel && JSON.stringify(tunnelOwner(other.tunnel)) === owner);
    if (!isUsed) await this.vault.remove(tunnelOwner(tunnel));
  }

  private isProvided(id: string): boolean {
    return this.provided().some((connection) => connection.id === id);
  }

  private async saved(): Promise<readonly SavedConnection[]> {
    return (await readJsonFile(this.file, savedSchema, { format: 1, connections: [] })).connections;
  }

  private async write(connections: readonly SavedConnection[]): Promise<void> {
    await writeFileAtomically(this.file, `${JSON.stringify({ format: 1, connections }, null, 2)}\n`);
  }

  /** Changes of the file one after the other: two windows may save at once. */
  private exclusively<T>(run: () => Promise<T>): Promise<T> {
    const result = this.writing.then(run, run);
    this.writing = result.catch(() => undefined); // the caller of `result` sees the error
    return result;
  }
}

function toConnection(saved: SavedConnection): Connection {
  const { host, port, tls, security, options, tunnel, timeouts, hasBranches, ...rest } = saved;
  const more = {
    ...(tunnel === null ? {} : { tunnel }),
    ...(Object.keys(security).length > 0 ? { security } : {}),
    ...(options === null ? {} : { options }),
    ...(Object.keys(timeouts).length > 0 ? { timeouts } : {}),
    ...(hasBranches ? { branches: { projectId: templateProjectId(saved.id), defaultBranchId: rootBranchId } } : {}),
  };
  return { ...rest, target: { kind: "server", host, port, tls, ...more }, isSample: false };
}

function isSameOwner(left: SavedConnection, right: SavedConnection): boolean {
  return JSON.stringify(secretOwner(left)) === JSON.stringify(secretOwner(right));
}

function unknownConnection(): AppError {
  return new AppError("notFound", "This connection does not exist any more.", {
    hint: "It may have been removed in another window. Choose another one.",
  });
}

function sampleConnection(): AppError {
  return new AppError("refused", "Connections of the sample workspace cannot be changed or removed.", {
    hint: "Add a connection of your own beside it.",
  });
}
