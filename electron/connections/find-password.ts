import { findPgpassPassword } from "../../shared/connections/sources/find-pgpass-password.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { Vault } from "../storage/vault.ts";
import { type SecretPlace, secretOwner } from "./secret-owner.ts";
import { readPasswordFile, type Surroundings } from "./sources/user-files.ts";

/**
 * The password for exactly this place: the vault's, else the first line of the user's password file that fits (not
 * behind a tunnel: the file's hosts are those of this computer). A password file that others can read is not used; the
 * list of found connections says so. Rejects with what locks the vault's password where no other source has one.
 */
export async function findPassword(
  vault: Vault,
  surroundings: Surroundings,
  place: SecretPlace,
): Promise<string | undefined> {
  const kept = await readKept(vault, place);
  const found = kept === undefined || kept instanceof AppError ? await readFromFile(surroundings, place) : kept;
  if (found === undefined && kept instanceof AppError) throw kept;
  return found;
}

/** The vault's password, or why it cannot be opened: another source may have it. */
async function readKept(vault: Vault, place: SecretPlace): Promise<string | undefined | AppError> {
  try {
    return await vault.read(secretOwner(place));
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}

async function readFromFile(surroundings: Surroundings, place: SecretPlace): Promise<string | undefined> {
  if (place.tunnel) return undefined;
  try {
    const file = await readPasswordFile(surroundings);
    return file ? findPgpassPassword(file.text, place) : undefined;
  } catch (error) {
    if (isAppError(error, "refused", "fileSystem", "tooLarge")) return undefined;
    throw error;
  }
}
