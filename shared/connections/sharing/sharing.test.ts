import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection } from "../model.ts";
import {
  type ConnectionEntry,
  losesOptions,
  readConnectionFile,
  toEntry,
  writeConnectionFile,
} from "./connection-file.ts";
import { actionsFor, defaultAction, planImport } from "./plan-import.ts";

const orders: ConnectionEntry = {
  name: "Orders",
  environment: "production",
  host: "db.example",
  port: 5432,
  database: "orders",
  user: "ada",
  tls: "verify-full",
  security: { clientCertificateFile: "/home/ada/a.crt", clientKeyFile: "/home/ada/a.key", passwordMethods: "any" },
  options: "-c search_path=app",
  tunnel: { host: "bastion", method: "key", keyFile: "~/.ssh/id" },
  timeouts: { lockMs: 500 },
  migrationsFolder: "/srv/migrations",
};
const plain: ConnectionEntry = {
  ...orders,
  name: "Plain",
  security: {},
  options: null,
  tunnel: null,
  timeouts: {},
  migrationsFolder: null,
};
const saved = (id: string, entry: ConnectionEntry): Connection => {
  const { name, environment, database, user, migrationsFolder, host, port, tls, security, options, tunnel, timeouts } =
    entry;
  const more = { security, ...(options === null ? {} : { options }), ...(tunnel === null ? {} : { tunnel }), timeouts };
  const target = { kind: "server" as const, host, port, tls, ...more };
  return { id, name, environment, database, user, migrationsFolder, target, isSample: false };
};
const problemOf = (value: unknown) => {
  const reading = readConnectionFile(typeof value === "string" ? value : JSON.stringify(value));
  return reading.ok ? reading.entries : reading.problem;
};
const file = (...connections: readonly unknown[]) => ({ format: "steward-connections", version: 1, connections });

describe("a file of connections", () => {
  it("is read back as it was written, and leaves defaults out", () => {
    expect([toEntry(saved("a", orders)), toEntry(saved("b", plain))]).toEqual([orders, plain]);
    const text = writeConnectionFile([orders, plain]);
    expect(readConnectionFile(text)).toEqual({ ok: true, entries: [orders, plain] });
    expect(readConnectionFile(`\uFEFF${text}`).ok).toBe(true);
    expect(Object.keys(JSON.parse(text).connections[1])).toEqual(
      "name environment host port database user tls".split(" "),
    );
  });

  it("keeps any name, host and role through the round trip", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((made) => made.trim() === made);
    fc.assert(
      fc.property(text, text, text, (name, host, user) => {
        const entry = { ...plain, name, host, user };
        const reading = readConnectionFile(writeConnectionFile([entry]));
        return reading.ok && JSON.stringify(reading.entries) === JSON.stringify([entry]);
      }),
    );
  });

  it("leaves out server options that name a secret, and says so", () => {
    const secret = { ...plain, options: "-c app.api_token=canary" };
    expect([
      toEntry(saved("a", secret))?.options,
      losesOptions(saved("a", secret)),
      losesOptions(saved("b", orders)),
    ]).toEqual([null, true, false]);
  });

  it("is refused as a whole, with the reason, when it is not what it should be", () => {
    const { host: _host, ...homeless } = plain;
    expect({
      text: problemOf("postgres://u@h/d"),
      list: problemOf([plain]),
      other: problemOf({ format: "dbeaver", version: 1, connections: [] }),
      newer: problemOf({ ...file(), version: 2, added: true }),
      more: problemOf({ ...file(), secrets: {} }),
      none: problemOf({ format: "steward-connections", version: 1 }),
      homeless: problemOf(file(plain, homeless)),
      port: problemOf(file({ ...plain, port: 70_000 })),
      mode: problemOf(file({ ...plain, tls: "verfiy-full" })),
      password: problemOf(file({ ...plain, password: "canary" })),
      nested: problemOf(file({ ...plain, tunnel: { host: "b", method: "key", passphrase: "canary" } })),
      unknown: problemOf(file({ ...plain, command: "rm -rf /" })),
      prototype: problemOf(`{"format":"steward-connections","version":1,"connections":[{"__proto__":{"name":"x"}}]}`),
      many: problemOf(file(...Array.from({ length: 1_001 }, () => 1))),
      long: problemOf(" ".repeat(500_001)),
      deep: problemOf("[".repeat(100_000)),
    }).toMatchObject({
      text: "The file is not JSON. Choose one that Steward exported.",
      list: expect.stringContaining("no connections of Steward"),
      other: expect.stringContaining("no connections of Steward"),
      newer: "The file was written by a newer Steward (version 2). Update Steward to read it.",
      more: expect.stringContaining("“secrets”"),
      none: expect.stringMatching(/not complete: “connections”/),
      homeless: expect.stringMatching(/^Connection 2 cannot be used: “host”/),
      port: expect.stringMatching(/^Connection 1 cannot be used: “port”/),
      mode: expect.stringMatching(/^Connection 1 cannot be used: “tls”/),
      password: expect.stringMatching(/holds “password”\. Secrets are not read/),
      nested: expect.stringMatching(/holds “tunnel.passphrase”\. Secrets are not read/),
      unknown: expect.stringContaining("“command”, which is not known here"),
      prototype: expect.stringMatching(/^Connection 1 cannot be used/),
      many: "The file holds more than 1,000 connections.",
      long: expect.stringContaining("longer than"),
      deep: expect.stringContaining("not JSON"),
    });
    expect(JSON.stringify([problemOf(file({ ...plain, password: "canary" }))])).not.toContain("canary");
  });
});

describe("an import", () => {
  const moved = { ...orders, host: "db2.example", timeouts: {} };

  it("shows what is new, what is there already, and how namesakes differ", () => {
    const connections = [saved("o", orders), saved("p", plain)];
    const planned = planImport([{ ...plain, name: "New" }, orders, moved, { ...moved, port: 1 }, moved], connections);
    expect(planned.map(({ name, host, state }) => [name, host, state])).toEqual([
      ["New", "db.example", { kind: "new" }],
      ["Orders", "db.example", { kind: "same" }],
      [
        "Orders",
        "db2.example",
        {
          kind: "named",
          savedId: "o",
          addedName: "Orders (2)",
          differences: [
            { field: "host", saved: "db.example", file: "db2.example" },
            { field: "timeouts", saved: "lockMs 500", file: "none" },
          ],
        },
      ],
      ["Orders", "db2.example", expect.objectContaining({ kind: "named", addedName: "Orders (3)" })],
      ["Orders", "db2.example", { kind: "same" }],
    ]);
    expect(planned.map(defaultAction)).toEqual(["add", "skip", "skip", "skip", "skip"]);
    expect(planned.map((plan) => actionsFor(plan).length)).toEqual([2, 1, 3, 3, 1]);
  });

  it("never takes the sample for a connection of the user's", () => {
    const sample = { ...saved("s", orders), isSample: true };
    expect(planImport([orders], [sample]).map(({ state }) => state)).toEqual([{ kind: "new" }]);
  });
});
