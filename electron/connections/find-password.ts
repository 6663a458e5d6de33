import { findPgpassPassword } from "../../shared/connections/sources/find-pgpass-password.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { Vault } from "../storage/vault.ts";
import { type SecretPlace, secretOwner } from "./secret-owner.ts";
import { readPasswordFile, type Surroundings } from "./sources/user-files.ts";

/**
 * The password for exactly this place: the vault's, else the first line of the user's password file that fits (not
 * behind a tunnel: the file's hosts are those of this computer). A password file that others can read is not used; the
 * list of found connections says so.
 */
export async function findPassword(
  vault: Vault,
  surroundings: Surroundings,
  place: SecretPlace,
): Promise<string | undefined> {
  const kept = await vault.read(secretOwner(place));
  if (kept !== undefined || place.tunnel) return kept;
  try {
    const file = await readPasswordFile(surroundings);
    return file ? findPgpassPassword(file.text, place) : undefined;
  } catch (error) {
    if (isAppError(error, "refused", "fileSystem", "tooLarge")) return undefined;
    throw error;
  }
}
