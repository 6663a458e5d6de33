// A saved connection that is made to lead elsewhere: whoever listens there gets no password that was saved for another place.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServerFields, serverFieldsSchema } from "../../shared/connections/contract.ts";
import { openSession } from "../postgres/connect.ts";
import { Vault } from "../storage/vault.ts";
import { ConnectionStore } from "./connection-store.ts";
import { EnvironmentStore } from "./environment-store.ts";
import { createConnectionsHandlers } from "./handlers.ts";
import { resolveConnection } from "./resolve-connection.ts";

const canary = "canary-of-the-old-host";
const surroundings = { environment: {}, homeFolder: "/nonexistent", userName: "me" };
const askClearText = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

describe("a host that asks for the password in clear text", () => {
  let folder: string;
  let listener: Server;
  let port: number;
  let received: Buffer[];
  let store: ConnectionStore;
  let vault: Vault;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-changed-host-"));
    vault = new Vault(join(folder, "vault.json"), null);
    store = new ConnectionStore({ dataFolder: folder, vault, provided: () => [] });
    received = [];
    listener = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.write(askClearText));
      socket.on("data", (bytes) => received.push(bytes));
    });
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const address = listener.address();
    port = address && typeof address === "object" ? address.port : 0;
  });
  afterEach(async () => {
    listener.close();
    await rm(folder, { recursive: true });
  });

  const fields = (changes: object): ServerFields =>
    serverFieldsSchema.parse({
      name: "Orders",
      environment: "local",
      host: "127.0.0.1",
      port,
      tls: "disable",
      // The weakest rule there is: only the missing password stands between.
      security: { passwordMethods: "any" },
      database: "orders",
      user: "ada",
      password: null,
      ...changes,
    });
  const dependencies = () => ({ store, vault, surroundings, knownHostsFile: join(folder, "known_hosts") });
  const handlers = () =>
    createConnectionsHandlers({
      ...dependencies(),
      environments: new EnvironmentStore(folder),
      disconnect: async () => false,
      rolesOf: async () => [],
      drain: async () => undefined,
      changed: () => undefined,
    });
  const context = { signal: new AbortController().signal, report: () => undefined, clientId: "w" };
  const connect = async (connectionId: string) => {
    const controlPlaneOf = () => {
      throw new Error("No project was asked for.");
    };
    const parameters = await resolveConnection({ ...dependencies(), controlPlaneOf }, { connectionId });
    const session = await openSession(parameters, { purpose: "test", connectTimeoutMs: 500 });
    await session.close();
  };
  const heard = () => Buffer.concat(received).includes(canary);
  const refused = { code: "authenticationFailed", message: expect.stringContaining("none is saved for this host") };

  it.each([
    ["host", { host: "db.example" }],
    ["port", { port: 1 }],
    ["user", { user: "bob" }],
    ["database", { database: "bank" }],
  ])("gets none that was saved for another %s, by a test or by a session", async (_what, old) => {
    const { id } = await store.save(null, fields({ ...old, password: canary }));
    await expect(handlers()["connections.test"]({ id, fields: fields({}) }, context)).rejects.toMatchObject(refused);
    await handlers()["connections.save"]({ id, fields: fields({}) }, context);
    await expect(connect(id)).rejects.toMatchObject(refused);
    expect([received.length > 0, heard()]).toEqual([true, false]);
  });

  it("gets the one that was saved for it, or this test could not fail", async () => {
    const { id } = await store.save(null, fields({ password: canary }));
    await expect(connect(id)).rejects.toMatchObject({ code: expect.any(String) });
    expect(heard()).toBe(true);
  });
});
