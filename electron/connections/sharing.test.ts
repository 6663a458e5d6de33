import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serverFieldsSchema } from "../../shared/connections/contract.ts";
import { createPassphraseCipher } from "../storage/passphrase-cipher.ts";
import { Vault } from "../storage/vault.ts";
import { ConnectionStore } from "./connection-store.ts";
import { createSharingHandlers } from "./sharing-handlers.ts";

const context = { signal: new AbortController().signal, report: () => undefined, clientId: "w" };
const canaries = ["canary-password", "canary-tunnel", "canary-key", "canary-option-token"];
const encodings = (text: string) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString("base64"),
  Buffer.from(text).toString("hex"),
];

describe("connections as a file", () => {
  let folder: string;
  let vault: Vault;
  let store: ConnectionStore;
  let drained: string[];
  let handlers: ReturnType<typeof createSharingHandlers>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-sharing-"));
    vault = new Vault(join(folder, "vault.json"), createPassphraseCipher("long enough"));
    store = new ConnectionStore({ dataFolder: folder, vault, provided: () => [] });
    drained = [];
    const drain = async (id: string) => void drained.push(id);
    handlers = createSharingHandlers({ store, drain, changed: () => undefined });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const fields = (changes: object = {}) =>
    serverFieldsSchema.parse({
      name: "Orders",
      environment: "production",
      host: "db.example",
      port: 5432,
      tls: "verify-full",
      database: "orders",
      user: "ada",
      password: null,
      ...changes,
    });
  const exportAll = async () => {
    const ids = (await store.list()).map(({ id }) => id);
    return await handlers["connections.export"]({ ids }, context);
  };
  const importText = (text: string, actions: readonly ("add" | "change" | "skip")[]) =>
    handlers["connections.import"]({ text, actions: [...actions] }, context);

  it("hold no password, no content of a key and no token", async () => {
    const clientKeyFile = join(folder, "client.key");
    await writeFile(clientKeyFile, `-----BEGIN PRIVATE KEY-----\n${canaries[2]}\n`, { mode: 0o600 });
    const security = { clientKeyFile, clientCertificateFile: join(folder, "client.crt") };
    const tunnel = { host: "bastion", method: "password" };
    const secrets = { password: canaries[0], tunnelPassword: canaries[1], tunnel };
    await store.save(null, fields({ ...secrets, security, options: `-c app.token=${canaries[3]}` }));
    const { text, withoutOptions } = await exportAll();
    expect(canaries.flatMap(encodings).filter((form) => text.includes(form))).toEqual([]);
    expect(withoutOptions).toEqual(["Orders"]);
    expect(text).toContain(clientKeyFile);
  });

  it("come back elsewhere as they were, and a second time change nothing", async () => {
    await store.save(null, fields({ timeouts: { lockMs: 0 }, password: canaries[0] }));
    await store.save(null, fields({ name: "Reports", environment: "staging" }));
    const { text } = await exportAll();
    const elsewhere = new ConnectionStore({
      dataFolder: await mkdtemp(join(folder, "elsewhere-")),
      vault: new Vault(join(folder, "other.json"), null),
      provided: () => [],
    });
    const there = createSharingHandlers({ store: elsewhere, drain: async () => undefined, changed: () => undefined });
    const report = await there["connections.import"]({ text, actions: ["add", "add"] }, context);
    expect(report).toEqual({ added: 2, changed: 0, skipped: 0 });
    const withoutIds = async (of: ConnectionStore) => (await of.list()).map(({ id: _id, ...rest }) => rest);
    expect(await withoutIds(elsewhere)).toEqual(await withoutIds(store));
    expect(await importText(text, ["skip", "skip"])).toEqual({ added: 0, changed: 0, skipped: 2 });
    await expect(importText(text, ["add", "add"])).rejects.toMatchObject({ code: "conflict" });
    expect(await store.list()).toHaveLength(2);
  });

  it("change a namesake only when asked, and take its password away when it then leads elsewhere", async () => {
    const { id } = await store.save(null, fields({ password: canaries[0] }));
    const { text } = await exportAll();
    const hostile = text.replace("db.example", "evil.example");
    const [planned] = await handlers["connections.planImport"]({ text: hostile }, context);
    expect(planned?.state).toMatchObject({ kind: "named", savedId: id });
    expect(await importText(hostile, ["add"])).toEqual({ added: 1, changed: 0, skipped: 0 });
    expect((await store.list()).map(({ name }) => name)).toEqual(["Orders", "Orders (2)"]);
    const owner = { host: "db.example", port: 5432, user: "ada", database: "orders" };
    expect([await vault.read(owner), await vault.read({ ...owner, host: "evil.example" })]).toEqual([
      canaries[0],
      undefined,
    ]);
    await store.remove((await store.list())[1]?.id ?? "");
    expect(await importText(hostile, ["change"])).toEqual({ added: 0, changed: 1, skipped: 0 });
    expect(drained).toEqual([id]);
    expect([await vault.read(owner), await vault.read({ ...owner, host: "evil.example" })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("are refused whole when one of them is wrong", async () => {
    await store.save(null, fields());
    const { text } = await exportAll();
    const broken = text.replace('"port": 5432', '"port": "5432"');
    await expect(handlers["connections.planImport"]({ text: broken }, context)).rejects.toMatchObject({
      code: "invalidInput",
      message: expect.stringContaining("Connection 1 cannot be used: “port”"),
    });
    await expect(importText(text, [])).rejects.toMatchObject({ code: "conflict" });
  });
});
