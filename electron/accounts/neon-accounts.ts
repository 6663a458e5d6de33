import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { formatNeonProjectId, readNeonProjectId } from "../../shared/accounts/neon-project-id.ts";
import type { Connection } from "../../shared/connections/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import { type ProbedKey, probeKey } from "../control-planes/neon/account/probe-key.ts";
import { systemClock } from "../control-planes/neon/api/clock.ts";
import { NeonApi } from "../control-planes/neon/api/neon-api.ts";
import { type NeonControlPlane, openNeonControlPlane } from "../control-planes/neon/neon-control-plane.ts";
import { PendingOperations } from "../control-planes/neon/operations/pending-operations.ts";
import type { Vault } from "../storage/vault.ts";
import { AccountStore, type StoredAccount, type StoredConnection, toConnection } from "./account-store.ts";
import { keyOwner, neonApiUrl, readDataPlane, readKey } from "./open-account.ts";

/** What the accounts need. */
export interface NeonAccountsOptions {
  readonly dataFolder: string;
  readonly vault: Vault;
  /** Told of each key before it is used, so that no log and no answer shows it. */
  readonly keepSecret: (secret: string) => void;
  readonly branchesChanged: (projectId: string) => void;
  readonly log: (line: string) => void;
}

/** What is asked for when an account is added. */
export interface NewAccount extends Pick<StoredAccount, "apiUrl" | "dataPlane"> {
  readonly key: string;
}

/** What a person says of a connection to a project. */
export type ConnectionFields = Pick<
  StoredConnection,
  "name" | "environment" | "database" | "user" | "migrationsFolder"
>;

/** The user's accounts at Neon: each is a control plane, and its connections are those that the user made to its projects. */
export class NeonAccounts {
  readonly store: AccountStore;
  private readonly options: NeonAccountsOptions;
  private readonly pending: PendingOperations;
  private readonly planes = new Map<string, NeonControlPlane>();

  private constructor(options: NeonAccountsOptions) {
    this.options = options;
    this.store = new AccountStore(options.dataFolder);
    this.pending = new PendingOperations(join(options.dataFolder, "neon-operations.json"));
  }

  /** Reads what the data folder holds; asks Neon only about operations that an earlier run began and did not see end. */
  static async open(options: NeonAccountsOptions): Promise<NeonAccounts> {
    const accounts = new NeonAccounts(options);
    await accounts.store.load();
    try {
      await accounts.pending.load();
    } catch (error) {
      if (!isAppError(error)) throw error;
      options.log(`Operations of an earlier run are not followed: ${error.message}`);
    }
    for (const { accountId } of accounts.store.connectedAccounts()) accounts.planeOf(accountId);
    return accounts;
  }

  /** Connections to projects of the accounts. */
  connections(): readonly Connection[] {
    return this.store.connections();
  }

  /** Those with connections here: the others have no project to show. */
  async planesInUse(): Promise<readonly ControlPlane[]> {
    return this.store.connectedAccounts().map(({ accountId }) => this.planeOf(accountId));
  }

  /** The control plane of a project by its id; null when it is of no account here. */
  find(projectId: string): ControlPlane | null {
    const read = readNeonProjectId(projectId);
    const isKnown = read && this.store.connectedAccounts().some(({ accountId }) => accountId === read.accountId);
    return read && isKnown ? this.planeOf(read.accountId) : null;
  }

  planeOf(accountId: string): NeonControlPlane {
    const known = this.planes.get(accountId);
    if (known) return known;
    const { apiUrl } = this.store.find(accountId);
    const { vault, keepSecret, branchesChanged, log } = this.options;
    const plane = openNeonControlPlane({
      accountId,
      apiUrl: apiUrl ?? neonApiUrl,
      readKey: async () => {
        const key = await readKey(vault, { id: accountId, apiUrl });
        keepSecret(key);
        return key;
      },
      readDataPlane: async () => await readDataPlane(this.store.find(accountId)),
      pending: this.pending,
      projects: () => projectsOf(this.store.find(accountId)),
      log,
    });
    plane.onChange(branchesChanged);
    this.planes.set(accountId, plane);
    return plane;
  }

  /** Asks Neon who a key is that is not kept yet. */
  async probe(key: string, apiUrl: string | null, signal: AbortSignal): Promise<ProbedKey> {
    this.options.keepSecret(key);
    const api = new NeonApi({ apiUrl: apiUrl ?? neonApiUrl, readKey: async () => key, clock: systemClock });
    return await probeKey(api, signal);
  }

  async add({ key, ...place }: NewAccount, probed: ProbedKey): Promise<StoredAccount> {
    const { apiUrl } = place;
    const same = this.store
      .accounts()
      .find(
        (known) =>
          known.neonAccountId === probed.neonAccountId && known.apiUrl === apiUrl && probed.keyKind === known.keyKind,
      );
    // A second key of an organisation may be that of one project: it reaches less, and is an account of its own.
    if (same && probed.keyKind === "personal")
      throw new AppError("conflict", `The account ${same.name} is here already.`, {
        hint: "Use “Replace key” to give it another key.",
      });
    const id = randomBytes(6).toString("hex");
    const account = { id, ...place, ...factsOf(probed), connections: [] };
    await this.options.vault.write(keyOwner(account), key);
    await this.store.add(account);
    return account;
  }

  async replaceKey(accountId: string, key: string, probed: ProbedKey): Promise<StoredAccount> {
    const account = this.store.find(accountId);
    if (account.neonAccountId !== probed.neonAccountId)
      throw new AppError("refused", `This key belongs to another account: ${probed.name}.`, {
        hint: "Add it as an account of its own. Connections stay with the account that they were made with.",
      });
    await this.options.vault.write(keyOwner(account), key);
    const next = { ...account, ...factsOf(probed) };
    await this.store.replace(next);
    return next;
  }

  /** Ends what is followed, forgets the key, the connections and what was pending. */
  async remove(accountId: string): Promise<StoredAccount> {
    const account = this.store.find(accountId);
    this.planes.get(accountId)?.close();
    this.planes.delete(accountId);
    await this.store.remove(accountId);
    await this.pending.removeAccount(accountId);
    await this.options.vault.remove(keyOwner(account));
    return account;
  }

  async connect(accountId: string, fields: Omit<StoredConnection, "id">): Promise<Connection> {
    const account = this.store.find(accountId);
    const connection = { id: randomUUID(), ...fields };
    await this.store.replace({ ...account, connections: [...account.connections, connection] });
    return toConnection(accountId, connection);
  }

  /** Changes what a person says of a connection; project and branch stay. */
  async change(connectionId: string, fields: ConnectionFields): Promise<Connection> {
    const account = this.store.accounts().find(({ connections }) => connections.some(({ id }) => id === connectionId));
    const before = account?.connections.find(({ id }) => id === connectionId);
    if (!account || !before)
      throw new AppError("notFound", "This connection does not exist any more.", {
        hint: "It may have been removed in another window. Choose another one.",
      });
    const after = { ...before, ...fields };
    const connections = account.connections.map((one) => (one === before ? after : one));
    await this.store.replace({ ...account, connections });
    return toConnection(account.id, after);
  }

  /** Forgets a connection to a project; false when it is none of these. */
  async disconnect(connectionId: string): Promise<boolean> {
    const isOfIt = ({ id }: StoredConnection) => id === connectionId;
    if (!this.connections().some(({ id }) => id === connectionId)) return false;
    const account = this.store.accounts().find(({ connections }) => connections.some(isOfIt));
    if (!account) return false;
    await this.store.replace({ ...account, connections: account.connections.filter((one) => !isOfIt(one)) });
    return true;
  }

  /** Ends all polling; what is pending is followed by the next run. */
  async close(): Promise<void> {
    for (const plane of this.planes.values()) plane.close();
  }
}

function factsOf({ neonAccountId, name, keyKind, organisations }: ProbedKey) {
  return { neonAccountId, name, keyKind, organisations: organisations.map((one) => one.name) };
}

/** A project once, however many connections lead to it. */
function projectsOf({ id: accountId, connections }: StoredAccount) {
  const byId = new Map(connections.map((one) => [one.neonId, one]));
  return [...byId.values()].map(({ neonId, projectName, postgresVersion }) => ({
    id: formatNeonProjectId({ accountId, neonId }),
    name: projectName,
    postgresVersion,
  }));
}
