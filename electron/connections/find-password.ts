import { findPgpassPassword } from "../../shared/connections/sources/find-pgpass-password.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { SecretOwner, Vault } from "../storage/vault.ts";
import { readPasswordFile, type Surroundings } from "./sources/user-files.ts";

/**
 * The password for exactly this host, port, user and database: the vault's, else the first line of the user's password
 * file that fits. A password file that others can read is not used; the list of found connections says so.
 */
export async function findPassword(
  vault: Vault,
  surroundings: Surroundings,
  owner: SecretOwner,
): Promise<string | undefined> {
  const kept = await vault.read(owner);
  if (kept !== undefined) return kept;
  try {
    const file = await readPasswordFile(surroundings);
    return file ? findPgpassPassword(file.text, owner) : undefined;
  } catch (error) {
    if (isAppError(error, "refused", "fileSystem", "tooLarge")) return undefined;
    throw error;
  }
}
