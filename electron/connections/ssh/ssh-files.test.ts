import { createHmac } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findKnownKeys, knownHostsLine, trustHostKey } from "./known-hosts.ts";
import { resolveTunnel } from "./resolve-tunnel.ts";

describe("known_hosts", () => {
  it("gives the keys of exactly this host", () => {
    const salt = Buffer.from("some salt");
    const hash = createHmac("sha1", salt).update("hashed.example").digest("base64");
    const text = [
      "# comment",
      "one.example,two.example ssh-ed25519 AAAA1 comment",
      "[one.example]:2222 ssh-ed25519 AAAA2",
      "*.example,!two.example ssh-rsa AAAA3",
      `|1|${salt.toString("base64")}|${hash} ssh-ed25519 AAAA4`,
      "@revoked one.example ssh-rsa AAAA3",
      "@cert-authority *.example ssh-rsa AAAA5",
      "broken",
    ].join("\n");
    const keys = (host: string, port = 22) => findKnownKeys(text, host, port);
    expect([
      keys("ONE.example"),
      keys("one.example", 2222),
      keys("two.example"),
      keys("hashed.example"),
      keys("x"),
    ]).toEqual([["AAAA1"], ["AAAA2"], ["AAAA1"], ["AAAA3", "AAAA4"], []]);
  });
});

describe("a tunnel's way", () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "steward-ssh-"));
    await mkdir(join(home, ".ssh"));
    await writeFile(join(home, ".ssh", "id"), "KEY", { mode: 0o600 });
    await writeFile(
      join(home, ".ssh", "config"),
      "Host db\nHostName db.internal\nUser deploy\nProxyJump jump\nIdentityFile ~/.ssh/id\nHost jump\nHostName jump.example\nPort 2222\nHost loop\nProxyJump loop\n",
    );
    await writeFile(join(home, ".ssh", "known_hosts"), "db.internal ssh-ed25519 AAAA\n");
  });
  afterEach(() => rm(home, { recursive: true }));
  const sources = (environment = {}) => ({
    surroundings: { environment, homeFolder: home, userName: "me" },
    knownHostsFile: join(home, "own_known_hosts"),
  });

  it("comes from ~/.ssh/config, with keys from both files", async () => {
    await trustHostKey(join(home, "own_known_hosts"), knownHostsLine("jump.example", 2222, "ssh-ed25519", "BBBB"));
    await trustHostKey(join(home, "own_known_hosts"), knownHostsLine("jump.example", 2222, "ssh-ed25519", "BBBB"));
    expect(await readFile(join(home, "own_known_hosts"), "utf8")).toBe("[jump.example]:2222 ssh-ed25519 BBBB\n");
    expect(await resolveTunnel({ host: "db", method: "key" }, "phrase", sources({ SSH_AUTH_SOCK: "/agent" }))).toEqual([
      { host: "jump.example", port: 2222, user: "me", trustedKeys: ["BBBB"], agent: "/agent" },
      { host: "db.internal", port: 22, user: "deploy", trustedKeys: ["AAAA"], privateKey: "KEY", passphrase: "phrase" },
    ]);
  });

  it("is what the connection names, where it names something", async () => {
    const tunnel = { host: "db", port: 23, user: "ada", method: "password", jump: "x@one:1,jump" } as const;
    await writeFile(join(home, "key"), "OTHER", { mode: 0o600 });
    const way = await resolveTunnel({ ...tunnel, keyFile: join(home, "key") }, "secret", sources());
    expect(way.map(({ host, port, user, password, privateKey }) => [host, port, user, password ?? privateKey])).toEqual(
      [
        ["one", 1, "x", "OTHER"],
        ["jump.example", 2222, "me", "OTHER"],
        ["db.internal", 23, "ada", "secret"],
      ],
    );
  });

  it("is refused where it cannot be right, in words", async () => {
    const refusal = (changes: object) =>
      resolveTunnel({ host: "plain", method: "agent", ...changes }, undefined, sources()).then(
        () => "none",
        (error: Error) => error.message,
      );
    await chmod(join(home, ".ssh", "id"), 0o644);
    expect([
      await refusal({}),
      await refusal({ method: "password" }),
      await refusal({ method: "key" }),
      await refusal({ method: "key", keyFile: "~/.ssh/none" }),
      await refusal({ method: "key", keyFile: "~/.ssh/id" }),
      await refusal({ host: "loop" }),
      await refusal({ jump: "a b" }),
    ]).toEqual([
      "There is no SSH agent: SSH_AUTH_SOCK is not set.",
      "No password is saved for the SSH server plain.",
      "No key file is named for the SSH server plain.",
      `The SSH key ${home}/.ssh/none does not exist.`,
      `The SSH key ${home}/.ssh/id can be read by other users of this computer.`,
      "The jump hosts of ~/.ssh/config lead in a circle.",
      "“a b” names no jump hosts.",
    ]);
  });
});
