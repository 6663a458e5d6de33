import type { PasswordKeeping, WithoutCipher } from "../../../../shared/connections/contract.ts";

const bound = "bound to host, port, user and database";

const keyringNames: Readonly<Record<string, string>> = {
  keychain: "the Keychain of this Mac",
  dpapi: "Windows, for your account,",
  gnome_libsecret: "GNOME Keyring",
  kwallet: "KWallet",
  kwallet5: "KWallet",
  kwallet6: "KWallet",
};

const reasons: Readonly<Record<WithoutCipher, string>> = {
  noKeyring: "This desktop has no keyring (GNOME Keyring or KWallet).",
  silentKeyring: "The keyring of this computer does not answer.",
  noPassphrase: "This host has no keyring.",
};

/** Where a password that is typed now is kept. */
export function keepingText({ place }: PasswordKeeping): string {
  switch (place.kind) {
    case "keyring":
      return `Kept encrypted by ${keyringText(place.name)}, ${bound}.`.replace(",,", ",");
    case "passphrase":
      return `Kept encrypted under your passphrase, ${bound}.`;
    case "memory":
      return `${reasons[place.reason]} The password is kept in memory until Steward ends, and never written.`;
  }
}

/** What cannot be opened now and how it can be again; null when everything is open. */
export function lockedText({ place, locked }: PasswordKeeping): string | null {
  const keyrings = locked.filter((name) => name !== "passphrase").map(keyringText);
  const parts = [
    ...(locked.includes("passphrase")
      ? [
          place.kind === "memory"
            ? "Passwords saved earlier are locked: give the passphrase that they were saved with."
            : "Passwords saved earlier under a passphrase are locked: start Steward with it in STEWARD_PASSPHRASE and without the keyring, or type them again.",
        ]
      : []),
    ...(keyrings.length > 0
      ? [`Passwords saved earlier by ${keyrings.join(" and ")} are locked: they open where that keyring does.`]
      : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

function keyringText(name: string): string {
  return keyringNames[name] ?? `the keyring ${name}`;
}
