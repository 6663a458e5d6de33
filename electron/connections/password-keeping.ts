import type { connectionsContract, PasswordKeeping, WithoutCipher } from "../../shared/connections/contract.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { createPassphraseCipher } from "../storage/passphrase-cipher.ts";
import type { Vault } from "../storage/vault.ts";

/** What the handlers need. */
export interface PasswordKeepingDependencies {
  readonly vault: Vault;
  /** Why the host has no cipher; by default because it was given no passphrase. */
  readonly withoutCipher?: WithoutCipher | undefined;
}

type KeepingChannels = "connections.passwordKeeping" | "connections.openVault";

/** Answers where passwords are kept, and opens the vault with a passphrase. */
export function createPasswordKeepingHandlers({
  vault,
  withoutCipher = "noPassphrase",
}: PasswordKeepingDependencies): Pick<Handlers<typeof connectionsContract>, KeepingChannels> {
  const tell = async (): Promise<PasswordKeeping> => ({
    place: placeOf(vault.cipherName, withoutCipher),
    locked: await vault.lockedCiphers(),
  });
  return {
    "connections.passwordKeeping": tell,
    "connections.openVault": async ({ passphrase }) => {
      if (vault.cipherName !== null)
        throw new AppError("unsupported", "Passwords are kept already; a passphrase is not needed.");
      await vault.open(createPassphraseCipher(passphrase));
      return await tell();
    },
  };
}

function placeOf(cipherName: string | null, reason: WithoutCipher): PasswordKeeping["place"] {
  if (cipherName === null) return { kind: "memory", reason };
  return cipherName === "passphrase" ? { kind: "passphrase" } : { kind: "keyring", name: cipherName };
}
