import { describe, expect, it } from "vitest";
import { createPassphraseCipher, takePassphraseCipher } from "./passphrase-cipher.ts";

describe("a vault under a passphrase", () => {
  it("opens with the same passphrase in another run, however its letters are composed", async () => {
    const stored = await createPassphraseCipher("caf\u00e9 au lait").encrypt("s3cret ü");
    expect(Buffer.from(stored).includes("s3cret")).toBe(false);
    expect(await createPassphraseCipher("cafe\u0301 au lait").decrypt(stored)).toBe("s3cret ü");
  });

  it("never gives the same bytes twice", async () => {
    const cipher = createPassphraseCipher("one");
    expect(await cipher.encrypt("x")).not.toEqual(await cipher.encrypt("x"));
  });

  it("says what to do when the passphrase is another, or bytes were changed or cut", async () => {
    const cipher = createPassphraseCipher("one");
    const stored = Buffer.from(await cipher.encrypt("s3cret"));
    const flipped = Buffer.from(stored);
    flipped[stored.length - 1] = (flipped[stored.length - 1] ?? 0) ^ 1;
    const locked = { code: "authenticationFailed", hint: expect.stringContaining("STEWARD_PASSPHRASE") };
    await expect(createPassphraseCipher("two").decrypt(stored)).rejects.toMatchObject(locked);
    await expect(cipher.decrypt(flipped)).rejects.toMatchObject(locked);
    await expect(cipher.decrypt(stored.subarray(0, 20))).rejects.toMatchObject(locked);
  });

  it("comes from the environment, where it does not stay", () => {
    const environment: NodeJS.ProcessEnv = { STEWARD_PASSPHRASE: "one", PATH: "/bin" };
    expect(takePassphraseCipher(environment)?.name).toBe("passphrase");
    expect([environment, takePassphraseCipher(environment)]).toEqual([{ PATH: "/bin" }, null]);
  });
});
