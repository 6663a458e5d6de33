import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ServerFields } from "../../shared/connections/contract.ts";
import type { Connection } from "../../shared/connections/model.ts";
import { timeoutsOf } from "../../shared/connections/timeouts.ts";
import { Vault } from "../storage/vault.ts";
import { ConnectionStore } from "./connection-store.ts";
import { EnvironmentStore } from "./environment-store.ts";
import { createConnectionsHandlers } from "./handlers.ts";
import { resolveConnection } from "./resolve-connection.ts";

const knownHostsFile = "/nonexistent/known_hosts";
const surroundings = { environment: {}, homeFolder: "/nonexistent", userName: "me" };
const sample: Connection = {
  id: "sample-shop",
  name: "shop",
  environment: "local",
  database: "shop",
  user: "owner",
  target: { kind: "project", projectId: "sample", defaultBranchId: "br-main" },
  migrationsFolder: null,
  isSample: true,
};
const fields: ServerFields = {
  name: "Orders",
  environment: "production",
  host: "db.example",
  port: 5432,
  tls: "verify-full",
  security: {},
  options: null,
  tunnel: null,
  timeouts: {},
  tunnelPassword: null,
  database: "orders",
  user: "ada",
  password: "s3cret",
  migrationsFolder: "/srv/migrations",
};

describe("saved connections", () => {
  let folder: string;
  let vault: Vault;
  let store: ConnectionStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-connections-"));
    vault = new Vault(join(folder, "vault.json"), null);
    store = new ConnectionStore({ dataFolder: folder, vault, provided: () => [sample] });
  });
  afterEach(() => rm(folder, { recursive: true }));
  const resolve = (connectionId: string, role?: string, branchId?: string) => {
    const noPlane = () => {
      throw new Error("No project was asked for.");
    };
    const ref = branchId === undefined ? { connectionId } : { connectionId, branchId };
    return resolveConnection({ store, vault, surroundings, knownHostsFile, controlPlaneOf: noPlane }, ref, role);
  };

  it("stand behind those of the sample workspace, without their password", async () => {
    const saved = await store.save(null, fields);
    expect(await store.list()).toEqual([
      sample,
      {
        id: saved.id,
        name: "Orders",
        environment: "production",
        database: "orders",
        user: "ada",
        target: { kind: "server", host: "db.example", port: 5432, tls: "verify-full" },
        migrationsFolder: "/srv/migrations",
        isSample: false,
      },
    ]);
    expect(await readFile(join(folder, "connections.json"), "utf8")).not.toContain("s3cret");
  });

  it("become fields to connect with, password included", async () => {
    const { id } = await store.save(null, fields);
    const { host, port, tls, database, user, password } = fields;
    const timeouts = timeoutsOf("production", host);
    expect(await resolve(id)).toEqual({ host, port, tls, database, user, password, timeouts });
    const strict = { ...fields, security: { channelBinding: "require" }, options: "-c a=b" } as const;
    await store.save(id, strict);
    expect(await resolve(id)).toMatchObject({ channelBinding: "require", options: "-c a=b" });
  });

  it("keep the password when the form leaves it out, and lose it when they lead elsewhere", async () => {
    const { id } = await store.save(null, fields);
    await store.save(id, { ...fields, name: "Renamed", password: null });
    expect((await resolve(id)).password).toBe("s3cret");
    await store.save(id, { ...fields, host: "evil.example", password: null });
    expect((await resolve(id)).password).toBeUndefined();
    expect(await vault.read(fields)).toBeUndefined();
  });

  it("have time-outs of their own, and reach both names of a Neon compute with one password", async () => {
    const [direct, pooled] = ["", "-pooler"].map((way) => `ep-a-1${way}.eu-central-1.aws.neon.tech`) as [
      string,
      string,
    ]; // two given, two made
    const { id } = await store.save(null, { ...fields, host: direct, timeouts: { lockMs: 500 } });
    expect((await resolve(id)).timeouts).toEqual({ ...timeoutsOf("production", direct), lockMs: 500 });
    await store.save(id, { ...fields, host: pooled, password: null });
    expect(await resolve(id)).toMatchObject({ host: pooled, directHost: direct, password: "s3cret" });
    await store.save(id, { ...fields, host: `${pooled}.evil.example`, password: null });
    expect((await resolve(id)).password).toBeUndefined();
  });

  it("keep their sessions through a new name, and lose them when they lead elsewhere", async () => {
    const drained: string[] = [];
    const handlers = createConnectionsHandlers({
      store,
      environments: new EnvironmentStore(folder),
      vault,
      surroundings,
      knownHostsFile,
      disconnect: async () => false,
      rolesOf: async () => [],
      drain: async (id) => void drained.push(id),
      changed: () => undefined,
    });
    const context = { signal: new AbortController().signal, report: () => undefined, clientId: "w" };
    const { id } = await store.save(null, fields);
    const save = (changed: Partial<ServerFields>) =>
      handlers["connections.save"]({ id, fields: { ...fields, password: null, ...changed } }, context);
    await save({ name: "Renamed", migrationsFolder: null });
    expect(drained).toEqual([]);
    await save({ environment: "staging" });
    await save({ environment: "staging", port: 5433 });
    await save({ environment: "staging", port: 5433, password: "new" });
    expect(drained).toEqual([id, id, id]);
  });

  it("behind a tunnel have passwords of their own, and lose them with the tunnel", async () => {
    await store.save(null, fields);
    const tunnel = { host: "bastion", method: "password" } as const;
    const { id } = await store.save(null, { ...fields, tunnel, tunnelPassword: "jump", password: null });
    expect((await store.find(id)).target).toMatchObject({ tunnel });
    const owner = { host: "bastion", port: 22, user: "", database: "" };
    expect(await vault.read(owner)).toBe("jump");
    expect(await resolve(id)).toMatchObject({
      host: "db.example",
      tunnel: [{ host: "bastion", port: 22, user: "me", trustedKeys: [], password: "jump" }],
    });
    expect((await resolve(id)).password).toBeUndefined();
    await store.remove(id);
    expect(await vault.read(owner)).toBeUndefined();
  });

  it("are removed with their password, unless another one uses it", async () => {
    const first = await store.save(null, fields);
    const second = await store.save(null, { ...fields, name: "Twin", password: null });
    await store.remove(first.id);
    expect((await resolve(second.id)).password).toBe("s3cret");
    await store.remove(second.id);
    expect([await vault.read(fields), await store.list()]).toEqual([undefined, [sample]]);
  });

  it("are all kept when two windows save at once", async () => {
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(names.map((name) => store.save(null, { ...fields, name })));
    expect((await store.list()).slice(1).map((connection) => connection.name)).toEqual(names);
  });

  it("cannot be mixed up with the sample's, or found when they are gone", async () => {
    await expect(store.save(sample.id, fields)).rejects.toMatchObject({ code: "refused" });
    await expect(store.remove(sample.id)).rejects.toMatchObject({ code: "refused" });
    await expect(store.save("gone", fields)).rejects.toMatchObject({ code: "notFound" });
    await expect(store.remove("gone")).rejects.toMatchObject({ code: "notFound" });
    await expect(resolve("gone")).rejects.toMatchObject({ code: "notFound" });
  });

  it("have neither branches nor other roles", async () => {
    const { id } = await store.save(null, fields);
    await expect(resolve(id, undefined, "br-1")).rejects.toMatchObject({ code: "unsupported" });
    await expect(resolve(id, "bob")).rejects.toMatchObject({ code: "unsupported" });
  });
});
