import type { WithoutCipher } from "../../../shared/connections/contract.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { SecretCipher } from "../../storage/vault.ts";

/** The part of Electron's safeStorage that is used; the synchronous calls are on their way out. */
export interface Keyring {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plain: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string }>;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

/** The vault's cipher, or why there is none. */
export type CipherChoice =
  | { readonly cipher: SecretCipher; readonly reason: null }
  | { readonly cipher: null; readonly reason: Exclude<WithoutCipher, "noPassphrase"> };

/**
 * Takes the operating system's keyring. On Linux "available" is not "safe": without a keyring Chromium encrypts with
 * a password that is written in its source, so the backend decides.
 */
export async function chooseCipher(platform: NodeJS.Platform, keyring: Keyring): Promise<CipherChoice> {
  const backend = backendName(platform, keyring);
  if (backend === "basic_text" || backend === "unknown")
    return {
      cipher: null,
      reason: "noKeyring",
    };
  if (!(await keyring.isAsyncEncryptionAvailable()))
    return {
      cipher: null,
      reason: "silentKeyring",
    };
  return { cipher: cipherOf(backend, keyring), reason: null };
}

function backendName(platform: NodeJS.Platform, keyring: Keyring): string {
  if (platform === "darwin") return "keychain";
  if (platform === "win32") return "dpapi";
  return keyring.getSelectedStorageBackend?.() ?? "unknown";
}

function cipherOf(name: string, keyring: Keyring): SecretCipher {
  return {
    name,
    encrypt: async (plain) => new Uint8Array(await keyring.encryptStringAsync(plain)),
    decrypt: async (encrypted) => {
      try {
        return (await keyring.decryptStringAsync(Buffer.from(encrypted))).result;
      } catch (error) {
        throw new AppError("fileSystem", `The keyring (${name}) could not decrypt a saved password: ${String(error)}`, {
          hint: "Unlock the keyring and try again, or edit the connection and enter the password anew.",
        });
      }
    },
  };
}
