import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serverFieldsSchema } from "../../shared/connections/contract.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { Vault } from "../storage/vault.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { testConnection } from "./test-connection.ts";

describe("a test of a connection", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ roles: ["guest"] });
  });
  afterAll(() => test.close());

  const run = async (changes: object = {}, password = test.parameters.password) => {
    const { host, port, database, user, tls } = test.parameters;
    const base = { name: "x", environment: "local", password: null, host, port, database, user, tls };
    const steps: string[] = [];
    const surroundings = { environment: {}, homeFolder: "/nonexistent", userName: "me" };
    const sources = {
      surroundings,
      knownHostsFile: "/nonexistent/known_hosts",
      vault: new Vault("/nonexistent", null),
    };
    const context = { signal: new AbortController().signal, report: ({ step }: { step: string }) => steps.push(step) };
    const fields = serverFieldsSchema.parse({ ...base, ...changes });
    const outcome: unknown = await testConnection(fields, password, sources, context).catch((error: unknown) => error);
    return { outcome, steps };
  };
  const failedStep = async (changes: object, password?: string) => {
    const { outcome } = await run(changes, password);
    return isAppError(outcome) ? `${outcome.code} at ${String(outcome.details.connectStep)}` : outcome;
  };

  it("says what the role may do, step by step", async () => {
    const { outcome, steps } = await run();
    expect(outcome).toEqual({
      serverVersion: expect.stringMatching(/^\d+\.\d+/),
      versionNumber: expect.any(Number),
      connectMs: expect.any(Number),
      user: test.parameters.user,
      isSuperuser: false,
      isEncrypted: false,
      canCreate: true,
      isStandby: false,
      isPooled: false,
    });
    expect(steps).toEqual(["Reaching the port", "Logging in", "Asking the database"]);
    const guest = await run({ user: test.roleName("guest") });
    expect(guest.outcome).toMatchObject({ user: test.roleName("guest"), canCreate: false });
  });

  it("names the step that failed", async () => {
    expect({
      name: await failedStep({ host: "no-such-host.invalid" }),
      port: await failedStep({ port: 1 }),
      encryption: await failedStep({ tls: "require" }),
      login: await failedStep({}, "wrong"),
      database: await failedStep({ database: "nowhere" }),
      tunnel: await failedStep({ tunnel: { host: "127.0.0.1", port: 1, method: "password" } }),
    }).toEqual({
      name: "connectionFailed at name",
      port: "connectionFailed at address",
      encryption: "tlsFailed at encryption",
      login: "authenticationFailed at login",
      database: "notFound at database",
      tunnel: "authenticationFailed at tunnel",
    });
  });
});
