// Accounts from the key to the connection, against a stand-in for Neon's cloud.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { type FakeNeon, startFakeNeon } from "../control-planes/neon/testing/fake-neon.ts";
import type { RequestContext } from "../ipc/handlers.ts";
import { type SecretCipher, Vault } from "../storage/vault.ts";
import { createAccountsHandlers } from "./handlers.ts";
import { NeonAccounts } from "./neon-accounts.ts";

/** Not secret, but not the text itself either: what a test finds in a file was not encrypted. */
const cipher: SecretCipher = {
  name: "test",
  encrypt: async (plain) => Buffer.from([...plain].reverse().join("")),
  decrypt: async (bytes) => [...Buffer.from(bytes).toString()].reverse().join(""),
};
let cloud: FakeNeon;
let folder: string;
let accounts: NeonAccounts;
let secrets: string[];
let drained: string[];
let logged: string[];
const vaultOf = (secret: SecretCipher | null) => new Vault(join(folder, "vault.json"), secret);
const context: RequestContext = { signal: new AbortController().signal, report: () => undefined, clientId: "window" };

async function open(vault = vaultOf(cipher)) {
  accounts = await NeonAccounts.open({
    dataFolder: folder,
    vault,
    keepSecret: (secret) => secrets.push(secret),
    branchesChanged: () => undefined,
    log: (line) => logged.push(line),
  });
  const drain = async (id: string) => void drained.push(id);
  return createAccountsHandlers({ accounts, vault, drain, changed: () => undefined });
}

beforeEach(async () => {
  cloud = await startFakeNeon();
  folder = await mkdtemp(join(tmpdir(), "steward-accounts-"));
  [secrets, drained, logged] = [[], [], []];
});
afterEach(async () => {
  await accounts.close();
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

const add = (handlers: Awaited<ReturnType<typeof open>>, key = cloud.apiKey) =>
  Promise.resolve(handlers["accounts.add"]({ key, apiUrl: cloud.apiUrl, dataPlane: null }, context));
const place = {
  name: "Shop",
  environment: "production",
  database: "shop",
  user: "shop_owner",
  migrationsFolder: null,
} as const;
const failureOf = async (work: Promise<unknown>) => {
  try {
    return ["done", await work];
  } catch (error) {
    return isAppError(error) ? [error.code, error.message] : [String(error)];
  }
};
const filesOf = async () => {
  const names = (await readdir(folder)).sort();
  return await Promise.all(names.map(async (name) => `${name}\n${await readFile(join(folder, name), "utf8")}`));
};

describe("a Neon account", () => {
  it("is added by its key, which is kept in the vault and comes back nowhere", async () => {
    const handlers = await open();
    const account = await add(handlers);
    expect({ ...account, id: "" }).toEqual({
      ...{ id: "", name: "Calm Shop Ltd", keyKind: "organisation", organisations: ["Calm Shop Ltd"] },
      ...{ apiUrl: cloud.apiUrl, keyState: "ready", connectionCount: 0 },
    });
    expect(secrets).toContain(cloud.apiKey);
    const all = [account, await handlers["accounts.list"]({}, context), await filesOf(), logged];
    expect(JSON.stringify(all)).not.toContain(cloud.apiKey);
  });

  it("is not added by a key that Neon does not accept, or twice by a person", async () => {
    const handlers = await open();
    expect((await failureOf(add(handlers, "napi_wrong_key_1")))[0]).toBe("authenticationFailed");
    cloud.project.authMethod = "api_key_user";
    expect((await add(handlers)).name).toBe("ada@example.com");
    expect(await failureOf(add(handlers))).toEqual(["conflict", "The account ada@example.com is here already."]);
    expect((await handlers["accounts.list"]({}, context)).length).toBe(1);
  });

  it("shows its projects, says which could not be read, and is connected to one", async () => {
    const handlers = await open();
    const { id: accountId } = await add(handlers);
    const neonId = cloud.project.id;
    const projects = { accountId };
    const shop = {
      id: neonId,
      name: "Shop",
      region: "aws-eu-central-1",
      postgresVersion: "17",
      organisation: "Calm Shop Ltd",
    };
    expect(await handlers["accounts.projects"](projects, context)).toEqual({
      projects: [{ ...shop, connectionCount: 0 }],
      unavailable: ["lost-sea-11111111"],
    });
    const [main] = cloud.project.branches;
    expect(await handlers["accounts.describeProject"]({ accountId, neonId }, context)).toEqual({
      ...{ branchId: main?.id, branchName: "main", roles: ["shop_owner", "app"] },
      databases: [{ name: "shop", owner: "shop_owner" }],
    });
    const connection = await handlers["accounts.connect"]({ accountId, neonId, ...place }, context);
    const projectId = `neon:${accountId}:${neonId}`;
    expect({ ...connection, id: "" }).toEqual({
      ...{ id: "", ...place, isSample: false },
      target: { kind: "project", projectId, defaultBranchId: main?.id },
    });
    expect(await accounts.find(projectId)?.listProjects()).toMatchObject([
      { id: projectId, name: "Shop", postgresVersion: "17" },
    ]);
    expect([accounts.find("sample"), accounts.find(`neon:other:${neonId}`)]).toEqual([null, null]);
  });

  it("is there after a restart, with its key where it was kept and without it where it was not", async () => {
    const handlers = await open();
    const { id: accountId } = await add(handlers);
    await handlers["accounts.connect"]({ accountId, neonId: cloud.project.id, ...place }, context);
    const again = await open();
    const [kept] = await again["accounts.list"]({}, context);
    expect([kept?.keyState, kept?.connectionCount, accounts.connections().length]).toEqual(["ready", 1, 1]);
    await rm(join(folder, "vault.json"));
    const without = await open(vaultOf(null));
    expect((await without["accounts.list"]({}, context))[0]?.keyState).toBe("missing");
    expect((await failureOf(Promise.resolve(without["accounts.projects"]({ accountId }, context))))[0]).toBe(
      "authenticationFailed",
    );
    await without["accounts.replaceKey"]({ accountId, key: cloud.apiKey }, context);
    expect((await without["accounts.projects"]({ accountId }, context)).projects.length).toBe(1);
  });

  it("is removed with its key and its connections, whose sessions end; a connection alone can go too", async () => {
    const handlers = await open();
    const { id: accountId } = await add(handlers);
    const connect = () => handlers["accounts.connect"]({ accountId, neonId: cloud.project.id, ...place }, context);
    const [first, second] = [await connect(), await connect()];
    const fields = { ...place, name: "Shop of 2027", environment: "staging", user: "app" } as const;
    const next = await handlers["accounts.changeConnection"]({ connectionId: second.id, ...fields }, context);
    expect([next, drained.splice(0)]).toEqual([{ ...second, ...fields }, [second.id]]);
    const unknown = handlers["accounts.changeConnection"]({ connectionId: "none", ...fields }, context);
    expect((await failureOf(Promise.resolve(unknown)))[0]).toBe("notFound");
    expect([await accounts.disconnect(first.id), await accounts.disconnect(first.id)]).toEqual([true, false]);
    await handlers["accounts.remove"]({ accountId }, context);
    expect([drained, accounts.connections(), await handlers["accounts.list"]({}, context)]).toEqual([
      [second.id],
      [],
      [],
    ]);
    expect((await failureOf(Promise.resolve(handlers["accounts.projects"]({ accountId }, context))))[0]).toBe(
      "notFound",
    );
    expect(JSON.parse(await readFile(join(folder, "vault.json"), "utf8")).secrets).toEqual({});
  });
});

it("leaves a file that it cannot read as it is, and says so", async () => {
  const handlers = await open();
  await add(handlers);
  const file = join(folder, "accounts.json");
  await writeFile(file, "{ half");
  const again = await open();
  expect((await failureOf(Promise.resolve(again["accounts.list"]({}, context))))[0]).toBe("fileSystem");
  expect((await failureOf(add(again)))[0]).toBe("fileSystem");
  expect([await readFile(file, "utf8"), accounts.connections()]).toEqual(["{ half", []]);
});
