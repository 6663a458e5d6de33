import { describe, expect, it } from "vitest";
import { chooseCipher, type Keyring } from "./choose-cipher.ts";

/** Stands for the operating system's keyring, which no test may touch. */
function keyringWith(options: {
  readonly backend?: string;
  readonly isAvailable?: boolean;
  readonly isLocked?: boolean;
}): Keyring {
  return {
    isAsyncEncryptionAvailable: async () => options.isAvailable ?? true,
    encryptStringAsync: async (plain) => Buffer.from(plain).reverse(),
    decryptStringAsync: async (encrypted) => {
      if (options.isLocked) throw new Error("locked");
      return { result: Buffer.from(encrypted).reverse().toString() };
    },
    ...(options.backend === undefined ? {} : { getSelectedStorageBackend: () => options.backend ?? "" }),
  };
}

describe("chooseCipher", () => {
  it("takes a real keyring and names it", async () => {
    const names = await Promise.all([
      chooseCipher("linux", keyringWith({ backend: "gnome_libsecret" })),
      chooseCipher("linux", keyringWith({ backend: "kwallet6" })),
      chooseCipher("darwin", keyringWith({})),
      chooseCipher("win32", keyringWith({})),
    ]);
    expect(names.map((choice) => choice.cipher?.name)).toEqual(["gnome_libsecret", "kwallet6", "keychain", "dpapi"]);
  });

  it.each(["basic_text", "unknown"])("refuses the Linux backend %s and says so", async (backend) => {
    const choice = await chooseCipher("linux", keyringWith({ backend }));
    expect(choice).toEqual({ cipher: null, reason: "noKeyring" });
  });

  it("refuses a Linux that cannot name its backend, and a keyring that does not answer", async () => {
    const choices = await Promise.all([
      chooseCipher("linux", keyringWith({})),
      chooseCipher("darwin", keyringWith({ isAvailable: false })),
    ]);
    expect(choices.map((choice) => [choice.cipher, choice.reason])).toEqual([
      [null, "noKeyring"],
      [null, "silentKeyring"],
    ]);
  });

  it("gives back what it took, and an error to act on when it cannot", async () => {
    const { cipher } = await chooseCipher("darwin", keyringWith({}));
    const encrypted = await cipher?.encrypt("geheim");
    expect(await cipher?.decrypt(encrypted ?? new Uint8Array())).toBe("geheim");
    const locked = await chooseCipher("darwin", keyringWith({ isLocked: true }));
    await expect(locked.cipher?.decrypt(new Uint8Array([1]))).rejects.toMatchObject({ code: "fileSystem" });
  });
});
