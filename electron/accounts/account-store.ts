import { join } from "node:path";
import { z } from "zod";
import { dataPlaneSchema } from "../../shared/accounts/contract.ts";
import { formatNeonProjectId } from "../../shared/accounts/neon-project-id.ts";
import { type Connection, environments } from "../../shared/connections/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "../storage/atomic-file.ts";

const schema = z.strictObject({
  format: z.literal(1),
  accounts: z.array(
    z.strictObject({
      id: z.string(),
      /** Neon's own id of whoever the key belongs to. */
      neonAccountId: z.string(),
      name: z.string(),
      keyKind: z.enum(["personal", "organisation", "other"]),
      organisations: z.array(z.string()),
      apiUrl: z.string().nullable(),
      dataPlane: dataPlaneSchema.nullable(),
      connections: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          environment: z.enum(environments),
          neonId: z.string(),
          projectName: z.string(),
          postgresVersion: z.string(),
          defaultBranchId: z.string(),
          database: z.string(),
          user: z.string(),
          migrationsFolder: z.string().nullable(),
        }),
      ),
    }),
  ),
});

/** An account as the file holds it: no key in it. */
export type StoredAccount = z.infer<typeof schema>["accounts"][number];

/** A connection to a project of an account. */
export type StoredConnection = StoredAccount["connections"][number];

/** The accounts and the connections to their projects, in a file of the data folder and whole in memory. */
export class AccountStore {
  private readonly file: string;
  private all: readonly StoredAccount[] = [];
  private trouble: AppError | null = null;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string) {
    this.file = join(dataFolder, "accounts.json");
  }

  /** Reads the file; call once, first. A file that cannot be understood is told by `accounts`, and never written over. */
  async load(): Promise<void> {
    try {
      this.all = (await readJsonFile(this.file, schema, { format: 1, accounts: [] })).accounts;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.trouble = error;
    }
  }

  /** Throws what is wrong with the file. */
  accounts(): readonly StoredAccount[] {
    if (this.trouble) throw this.trouble;
    return this.all;
  }

  find(id: string): StoredAccount {
    const found = this.accounts().find((account) => account.id === id);
    if (found) return found;
    throw new AppError("notFound", "This account does not exist any more.", {
      hint: "It may have been removed in another window.",
    });
  }

  /** None where the file cannot be read: other connections still work. */
  connections(): readonly Connection[] {
    return this.all.flatMap((account) => account.connections.map((connection) => toConnection(account.id, connection)));
  }

  /** Accounts that connections lead to; none where the file cannot be read. */
  connectedAccounts(): readonly { readonly accountId: string }[] {
    return this.all.filter(({ connections }) => connections.length > 0).map(({ id }) => ({ accountId: id }));
  }

  async add(account: StoredAccount): Promise<void> {
    await this.write([...this.accounts(), account]);
  }

  async replace(account: StoredAccount): Promise<void> {
    await this.write(this.accounts().map((known) => (known.id === account.id ? account : known)));
  }

  async remove(id: string): Promise<void> {
    await this.write(this.accounts().filter((account) => account.id !== id));
  }

  private async write(accounts: readonly StoredAccount[]): Promise<void> {
    const before = this.all;
    this.all = accounts;
    const save = () =>
      writeFileAtomically(this.file, `${JSON.stringify({ format: 1, accounts: this.all }, null, 2)}\n`);
    const result = this.writing.then(save, save);
    this.writing = result.catch(() => undefined); // the caller of `result` sees the error
    try {
      await result;
    } catch (error) {
      if (this.all === accounts) this.all = before;
      throw error;
    }
  }
}

/** A connection of target kind `project`, as the rest of Steward knows it. */
export function toConnection(accountId: string, stored: StoredConnection): Connection {
  const { id, name, environment, database, user, migrationsFolder, neonId, defaultBranchId } = stored;
  const projectId = formatNeonProjectId({ accountId, neonId });
  const target = { kind: "project", projectId, defaultBranchId } as const;
  return { id, name, environment, database, user, migrationsFolder, target, isSample: false };
}
