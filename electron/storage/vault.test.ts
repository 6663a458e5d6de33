import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPassphraseCipher } from "./passphrase-cipher.ts";
import { type SecretCipher, Vault } from "./vault.ts";

/** A reversible cipher that is none: it shows whether the vault writes what the cipher gave. */
const cipher: SecretCipher = {
  name: "reversing",
  encrypt: async (plain) => Buffer.from([...plain].reverse().join("")),
  decrypt: async (bytes) => [...Buffer.from(bytes).toString()].reverse().join(""),
};
const owner = { host: "db.example", port: 5432, user: "ada", database: "shop" };

describe("the vault", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-vault-"));
    file = join(folder, "vault.json");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("keeps secrets encrypted across restarts, readable by the user alone", async () => {
    await new Vault(file, cipher).write(owner, "pässword");
    expect(await new Vault(file, cipher).read(owner)).toBe("pässword");
    expect(await readFile(file, "utf8")).not.toContain("pässword");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["vault.json"]);
  });

  it("gives a secret to exactly the host, port, user and database it was saved for", async () => {
    const vault = new Vault(file, cipher);
    await vault.write(owner, "secret");
    const others = [{ host: "evil.example" }, { port: 5433 }, { user: "bob" }, { database: "bank" }];
    expect(await Promise.all(others.map((change) => vault.read({ ...owner, ...change })))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(await vault.read({ ...owner })).toBe("secret");
  });

  it("forgets what is removed, here and on disk", async () => {
    const vault = new Vault(file, cipher);
    await vault.write(owner, "one");
    await vault.write({ ...owner, user: "bob" }, "two");
    await vault.remove(owner);
    expect(await vault.read(owner)).toBeUndefined();
    expect(await new Vault(file, cipher).read(owner)).toBeUndefined();
    expect(await new Vault(file, cipher).read({ ...owner, user: "bob" })).toBe("two");
  });

  it("writes nothing where there is no cipher", async () => {
    const vault = new Vault(file, null);
    await vault.write(owner, "secret");
    expect([vault.cipherName, await vault.read(owner), await readdir(folder)]).toEqual([null, "secret", []]);
    await vault.remove(owner);
    expect(await vault.read(owner)).toBeUndefined();
  });

  it("says which file is damaged instead of starting anew", async () => {
    await writeFile(file, "{ not json");
    await expect(new Vault(file, cipher).read(owner)).rejects.toMatchObject({ code: "fileSystem" });
    expect(await readFile(file, "utf8")).toBe("{ not json");
  });

  it("keeps what another cipher encrypted, says that it is locked, and opens it with that cipher again", async () => {
    const other: SecretCipher = { ...cipher, name: "passphrase" };
    await new Vault(file, other).write(owner, "secret");
    const vault = new Vault(file, null);
    expect(await vault.lockedCiphers()).toEqual(["passphrase"]);
    await expect(vault.read(owner)).rejects.toMatchObject({
      code: "authenticationFailed",
      hint: expect.stringContaining("Open the saved passwords with the passphrase"),
    });
    const bob = { ...owner, user: "bob" };
    const byKeyring = new Vault(file, cipher);
    await byKeyring.write(bob, "two");
    await expect(byKeyring.read(owner)).rejects.toMatchObject({ code: "authenticationFailed" });
    expect([await byKeyring.lockedCiphers(), await new Vault(file, cipher).read(bob)]).toEqual([["passphrase"], "two"]);
    await vault.write({ ...owner, user: "carol" }, "three");
    await vault.open(other);
    expect([await vault.read(owner), await vault.lockedCiphers()]).toEqual(["secret", ["reversing"]]);
    expect(await new Vault(file, other).read({ ...owner, user: "carol" })).toBe("three");
  });

  it("is not opened by a cipher that does not fit what is there", async () => {
    await new Vault(file, createPassphraseCipher("right passphrase")).write(owner, "secret");
    const vault = new Vault(file, null);
    await expect(vault.open(createPassphraseCipher("wrong passphrase"))).rejects.toMatchObject({
      code: "authenticationFailed",
    });
    expect(vault.cipherName).toBeNull();
  });

  it("reads a file in which one cipher encrypted everything", async () => {
    const secrets = { [JSON.stringify(["db.example", 5432, "ada", "shop"])]: Buffer.from("terces").toString("base64") };
    await writeFile(file, JSON.stringify({ cipher: "reversing", secrets }));
    expect(await new Vault(file, cipher).read(owner)).toBe("secret");
  });
});
