import { describe, expect, it } from "vitest";
import type { PasswordKeeping } from "../../../../shared/connections/contract.ts";
import { keepingText, lockedText } from "./keeping-words.ts";

const keyring = (name: string, ...locked: readonly string[]): PasswordKeeping => ({
  place: { kind: "keyring", name },
  locked,
});
const memory = (...locked: readonly string[]): PasswordKeeping => ({
  place: { kind: "memory", reason: "noKeyring" },
  locked,
});

describe("the words of password keeping", () => {
  it("name the keyring as its user knows it, or say that nothing is written", () => {
    const bound = "bound to host, port, user and database.";
    expect([
      keepingText(keyring("gnome_libsecret")),
      keepingText(keyring("dpapi")),
      keepingText(keyring("other")),
      keepingText({ place: { kind: "passphrase" }, locked: [] }),
      keepingText(memory()),
    ]).toEqual([
      `Kept encrypted by GNOME Keyring, ${bound}`,
      `Kept encrypted by Windows, for your account, ${bound}`,
      `Kept encrypted by the keyring other, ${bound}`,
      `Kept encrypted under your passphrase, ${bound}`,
      "This desktop has no keyring (GNOME Keyring or KWallet). The password is kept in memory until Steward ends, and never written.",
    ]);
  });

  it("say what is locked and what opens it", () => {
    expect([
      lockedText(memory()),
      lockedText(memory("passphrase")),
      lockedText(keyring("kwallet6", "gnome_libsecret")),
      lockedText(keyring("kwallet6", "passphrase")),
    ]).toEqual([
      null,
      "Passwords saved earlier are locked: give the passphrase that they were saved with.",
      "Passwords saved earlier by GNOME Keyring are locked: they open where that keyring does.",
      expect.stringContaining("STEWARD_PASSPHRASE"),
    ]);
  });
});
