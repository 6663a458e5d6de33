import { readFile } from "node:fs/promises";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { DataPlaneAddress } from "../control-planes/neon/neon-parts.ts";
import { toFileError } from "../storage/atomic-file.ts";
import type { SecretOwner, Vault } from "../storage/vault.ts";
import type { StoredAccount } from "./account-store.ts";

/** Neon's own API. */
export const neonApiUrl = "https://console.neon.tech/api/v2";

/** The key belongs to the account at exactly this address: another address is another secret. */
export function keyOwner({ id, apiUrl }: Pick<StoredAccount, "id" | "apiUrl">): SecretOwner {
  return { host: apiUrl ?? neonApiUrl, port: 443, user: id, database: "Neon API key" };
}

/** The account's key from the vault. Rejects with `authenticationFailed` when it is locked or not there any more. */
export async function readKey(vault: Vault, account: Pick<StoredAccount, "id" | "apiUrl">): Promise<string> {
  const key = await vault.read(keyOwner(account));
  if (key !== undefined) return key;
  throw new AppError("authenticationFailed", "The API key of this Neon account is not kept here any more.", {
    hint: "It was kept in memory until Steward ended. Open “Neon accounts” and enter the key again.",
  });
}

/** The other way to the computes, with the certificate of its authority read now. Rejects with `fileSystem`. */
export async function readDataPlane({ dataPlane }: Pick<StoredAccount, "dataPlane">): Promise<DataPlaneAddress | null> {
  if (!dataPlane) return null;
  const { host, port, rootCertificateFile: file } = dataPlane;
  if (file === null) return { host, port, rootCertificate: null };
  try {
    return { host, port, rootCertificate: await readFile(file, "utf8") };
  } catch (error) {
    throw toFileError(error, file);
  }
}
