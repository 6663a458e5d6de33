import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Vault } from "../../storage/vault.ts";
import { ConnectionStore } from "../connection-store.ts";
import { EnvironmentStore } from "../environment-store.ts";
import { findPassword } from "../find-password.ts";
import { createConnectionsHandlers } from "../handlers.ts";
import type { Surroundings } from "./user-files.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "steward-home-"));
});
afterEach(() => rm(home, { recursive: true }));

const context = { signal: new AbortController().signal, report: () => undefined, clientId: "w" };

function createDesk(environment: Surroundings["environment"] = {}) {
  const surroundings = { environment, homeFolder: home, userName: "me" };
  const vault = new Vault(join(home, "vault.json"), null);
  const store = new ConnectionStore({ dataFolder: home, vault, provided: () => [] });
  const handlers = createConnectionsHandlers({
    store,
    environments: new EnvironmentStore("/nonexistent"),
    vault,
    surroundings,
    knownHostsFile: join(home, "known_hosts"),
    disconnect: async () => false,
    rolesOf: async () => [],
    drain: async () => undefined,
    changed: () => undefined,
  });
  return {
    vault,
    surroundings,
    find: (folder: string | null = null) => handlers["connections.found"]({ folder }, context),
    adopt: (id: string, folder: string | null = null) => handlers["connections.adopt"]({ id, folder }, context),
  };
}

describe("what is found on this computer", () => {
  it("comes from both service files, with the environment behind them and passwords from the password file", async () => {
    await writeFile(
      join(home, ".pg_service.conf"),
      "[orders]\nhost=db.example.com\nuser=ada\nsslmode=require\n[bad]\nport=x\n",
    );
    await mkdir(join(home, "etc"));
    await writeFile(join(home, "etc", "pg_service.conf"), "[local]\nhost=localhost\nuser=me\npassword=pw\n");
    await writeFile(join(home, ".pgpass"), "db.example.com:*:orders:ada:from-file\n", { mode: 0o600 });
    const desk = createDesk({ PGSYSCONFDIR: join(home, "etc"), PGDATABASE: "orders" });
    const { connections, problems } = await desk.find();
    const note = "It asks for sslmode=require, which does not fully verify the server. verify-full is set instead.";
    expect(problems).toEqual([]);
    expect(connections.map(({ name, content }) => [name, content])).toEqual([
      [
        "orders",
        {
          ok: true,
          host: "db.example.com",
          port: 5432,
          user: "ada",
          database: "orders",
          tls: "verify-full",
          environment: "production",
          passwordFrom: "password file",
          notes: [note],
          isSaved: false,
        },
      ],
      ["bad", { ok: false, problem: "The port “x” is no port number from 1 to 65535." }],
      ["local", expect.objectContaining({ database: "orders", passwordFrom: "source", environment: "local" })],
      ["Environment variables", expect.objectContaining({ host: "localhost", database: "orders", user: "me" })],
    ]);
    expect(JSON.stringify(connections)).not.toMatch(/from-file|"pw"/);
  });

  it("is saved with its password by one request, and marked afterwards", async () => {
    await writeFile(join(home, ".pg_service.conf"), "[local]\nhost=localhost\nuser=me\npassword=pw\n");
    const desk = createDesk();
    const [proposal] = (await desk.find()).connections;
    const saved = await desk.adopt(proposal?.id ?? "");
    const owner = { host: "localhost", port: 5432, user: "me", database: "me" };
    expect([saved.name, await desk.vault.read(owner)]).toEqual(["local", "pw"]);
    expect((await desk.find()).connections[0]?.content).toMatchObject({ isSaved: true });
    await writeFile(join(home, ".pg_service.conf"), "[local]\nhost=evil.example\nuser=me\n");
    await expect(desk.adopt(proposal?.id ?? "")).rejects.toMatchObject({ code: "notFound" });
  });

  it("comes from the .env files of a named folder, and from nowhere else", async () => {
    const url = "postgresql://app:s3cret@db.example.com:6543/app?schema=public&pgbouncer=true";
    await writeFile(join(home, ".env"), `DATABASE_URL="${url}"\nOTHER=x\nBROKEN=postgres://a,b/c\n`);
    await writeFile(join(home, ".env.local"), "PGHOST=localhost\nPGDATABASE=app\n");
    const desk = createDesk();
    expect((await desk.find()).connections).toEqual([]);
    const { connections } = await desk.find(home);
    expect(connections.map(({ origin, content }) => [origin, content])).toEqual([
      [
        { kind: "dotenv", file: join(home, ".env"), variable: "DATABASE_URL" },
        expect.objectContaining({ host: "db.example.com", port: 6543, passwordFrom: "source", notes: [] }),
      ],
      [
        { kind: "dotenv", file: join(home, ".env"), variable: "BROKEN" },
        { ok: false, problem: expect.stringContaining("several hosts") },
      ],
      [
        { kind: "dotenv", file: join(home, ".env.local"), variable: "PGHOST" },
        expect.objectContaining({ host: "localhost", database: "app" }),
      ],
    ]);
    expect(JSON.stringify(connections)).not.toContain("s3cret");
  });

  it("says which files it does not use, and why", async () => {
    await writeFile(join(home, ".pgpass"), "*:*:*:*:secret\n");
    await chmod(join(home, ".pgpass"), 0o644);
    await writeFile(join(home, "services"), "[typo]\nhost db\n");
    const desk = createDesk({ PGSERVICEFILE: join(home, "services") });
    expect((await desk.find("relative")).problems).toEqual([
      `${join(home, "services")}: Service typo is left out: line 2 is no keyword=value.`,
      "Write the whole path of the project folder.",
      `${join(home, ".pgpass")} is not used: other users of this computer can read it. Take the rights from them: chmod 600 ${join(home, ".pgpass")}`,
    ]);
    expect((await desk.find(home)).problems).toContain(`There is no .env file in ${home}.`);
    const owner = { host: "h", port: 1, user: "u", database: "d" };
    expect(await findPassword(desk.vault, desk.surroundings, owner)).toBeUndefined();
    await chmod(join(home, ".pgpass"), 0o600);
    expect(await findPassword(desk.vault, desk.surroundings, owner)).toBe("secret");
    await desk.vault.write(owner, "kept");
    expect(await findPassword(desk.vault, desk.surroundings, owner)).toBe("kept");
  });
});
