import type { BranchDatabase } from "../../../../shared/branches/model.ts";
import { requireList } from "../api/read-pages.ts";
import type { NeonParts } from "../neon-parts.ts";

/** The databases of a branch, as Neon knows them without waking its compute. */
export async function listDatabases(
  parts: NeonParts,
  neonId: string,
  branchId: string,
): Promise<readonly BranchDatabase[]> {
  const answer = await parts.api.read((client, settings) =>
    client.listProjectBranchDatabases(neonId, branchId, settings),
  );
  return requireList(answer.databases, "databases").map(({ name, owner_name: owner }) => ({ name, owner }));
}

/** Roles of a branch that log in with a password; the owner of its first database comes first. */
export async function listRoles(parts: NeonParts, neonId: string, branchId: string): Promise<readonly string[]> {
  const [answer, databases] = await Promise.all([
    parts.api.read((client, settings) => client.listProjectBranchRoles(neonId, branchId, settings)),
    listDatabases(parts, neonId, branchId),
  ]);
  const names = requireList(answer.roles, "roles")
    .filter((role) => !role.protected && (role.authentication_method ?? "password") === "password")
    .map(({ name }) => name);
  const owner = databases[0]?.owner;
  return owner !== undefined && names.includes(owner) ? [owner, ...names.filter((name) => name !== owner)] : names;
}
