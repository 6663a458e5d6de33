import type { accountsContract } from "../../shared/accounts/contract.ts";
import type { Account } from "../../shared/accounts/model.ts";
import { formatNeonProjectId } from "../../shared/accounts/neon-project-id.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import { listProjects } from "../control-planes/neon/account/list-projects.ts";
import { probeKey } from "../control-planes/neon/account/probe-key.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Vault } from "../storage/vault.ts";
import type { StoredAccount } from "./account-store.ts";
import type { NeonAccounts } from "./neon-accounts.ts";
import { readKey } from "./open-account.ts";

/** What the handlers need. */
export interface AccountsDependencies {
  readonly accounts: NeonAccounts;
  readonly vault: Vault;
  /** Ends the sessions of a connection that is gone. */
  readonly drain: (connectionId: string) => Promise<void>;
  /** Connections were added or removed. */
  readonly changed: () => void;
}

/** Answers the requests about accounts at Neon. */
export function createAccountsHandlers(dependencies: AccountsDependencies): Handlers<typeof accountsContract> {
  const { accounts, vault, drain, changed } = dependencies;
  const show = (account: StoredAccount) => toAccount(vault, account);
  return {
    "accounts.list": async () => await Promise.all(accounts.store.accounts().map(show)),
    "accounts.add": async (input, { signal, report }) => {
      report({ step: "Asking Neon who this key is" });
      const account = await accounts.add(input, await accounts.probe(input.key, input.apiUrl, signal));
      return await show(account);
    },
    "accounts.replaceKey": async ({ accountId, key }, { signal }) => {
      const { apiUrl } = accounts.store.find(accountId);
      return await show(await accounts.replaceKey(accountId, key, await accounts.probe(key, apiUrl, signal)));
    },
    "accounts.remove": async ({ accountId }) => {
      const { connections } = await accounts.remove(accountId);
      for (const { id } of connections) await drain(id);
      changed();
      return null;
    },
    "accounts.projects": async ({ accountId }) => {
      const { api } = accounts.planeOf(accountId);
      const { projects, unavailable } = await listProjects(api, await probeKey(api));
      const { connections } = accounts.store.find(accountId);
      return {
        unavailable,
        projects: projects.map(({ neonId, ...project }) => ({
          ...project,
          id: neonId,
          connectionCount: connections.filter((connection) => connection.neonId === neonId).length,
        })),
      };
    },
    "accounts.describeProject": ({ accountId, neonId }) => describeProject(accounts, accountId, neonId),
    "accounts.connect": async ({ accountId, neonId, ...fields }) => {
      const plane = accounts.planeOf(accountId);
      const [{ project }, { branchId }] = await Promise.all([
        plane.api.read((client, settings) => client.getProject(neonId, settings)),
        describeProject(accounts, accountId, neonId),
      ]);
      const facts = { projectName: project.name, postgresVersion: String(project.pg_version) };
      const connection = await accounts.connect(accountId, { ...fields, neonId, ...facts, defaultBranchId: branchId });
      changed();
      return connection;
    },
    "accounts.changeConnection": async ({ connectionId, ...fields }) => {
      const connection = await accounts.change(connectionId, fields);
      await drain(connectionId);
      changed();
      return connection;
    },
  };
}

async function describeProject(accounts: NeonAccounts, accountId: string, neonId: string) {
  const plane = accounts.planeOf(accountId);
  const projectId = formatNeonProjectId({ accountId, neonId });
  const branches = await plane.listBranches(projectId);
  const branch = branches.find(({ isDefault }) => isDefault) ?? branches[0];
  if (!branch) throw new AppError("notFound", "This project has no branch.", { hint: "Make one in Neon's console." });
  const [databases, roles] = await Promise.all([plane.listDatabases(projectId, branch.id), plane.listRoles(projectId)]);
  return { branchId: branch.id, branchName: branch.name, databases, roles };
}

async function toAccount(vault: Vault, account: StoredAccount): Promise<Account> {
  const { id, name, keyKind, organisations, apiUrl, connections } = account;
  const keyState = await readKeyState(vault, account);
  return { id, name, keyKind, organisations, apiUrl, keyState, connectionCount: connections.length };
}

/** Only whether the key is there; it goes nowhere from here. */
async function readKeyState(vault: Vault, account: StoredAccount): Promise<Account["keyState"]> {
  const locked = await vault.lockedCiphers();
  try {
    await readKey(vault, account);
    return "ready";
  } catch (error) {
    if (!isAppError(error)) throw error;
    return locked.length > 0 ? "locked" : "missing";
  }
}
