import { AppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import type { Plane } from "../plane.ts";
import { adminRole } from "../server/create-cluster.ts";
import { withAdmin } from "./admin-session.ts";
import { makePasswords, setPasswords } from "./roles.ts";

/** A login role and its password, for the main process only. */
export interface RolePassword {
  readonly name: string;
  readonly password: string;
}

/** Makes a login role on one branch, a member of the owner. Rejects with `conflict` (name) or `invalidInput`. */
export async function createRole(
  plane: Plane,
  projectId: string,
  branchId: string,
  name: string,
): Promise<RolePassword> {
  if (name === "" || Buffer.byteLength(name) > 63 || /^pg_|\0/.test(name) || name === adminRole)
    throw new AppError("invalidInput", "A role's name has 1 to 63 bytes and does not begin with pg_.");
  const { [name]: password = "" } = makePasswords([name]);
  const [owner] = plane.rolesOf(projectId, branchId);
  await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    const found = await session.query("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", [name]);
    if (found.rows.length > 0) throw new AppError("conflict", `There is a role ${name} already.`);
    await session.transaction(async (inside) => {
      await inside.execute(`CREATE ROLE ${quoteIdentifier(name)} LOGIN`);
      if (owner !== undefined) await inside.execute(`GRANT ${quoteIdentifier(owner)} TO ${quoteIdentifier(name)}`);
      await setPasswords(inside, [name], { [name]: password });
    });
  });
  await keepPassword(plane, projectId, branchId, name, password);
  return { name, password };
}

/** Deletes a role of one branch; what it owned goes to the owner. Rejects with `refused` for owners, or `notFound`. */
export async function deleteRole(plane: Plane, projectId: string, branchId: string, name: string): Promise<void> {
  rolePassword(plane, projectId, branchId, name);
  const [owner] = plane.rolesOf(projectId, branchId);
  if (owner === undefined || owner === name)
    throw new AppError("refused", `${name} owns the project's databases and stays.`);
  const databases = await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    const found = await session.query(
      "SELECT datname, pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database WHERE datallowconn",
    );
    const owned = found.rows.filter(([, holder]) => holder === name).map(([database]) => database);
    if (owned.length > 0)
      throw new AppError("refused", `Role ${name} owns databases: ${owned.join(", ")}.`, {
        hint: "Give them another owner first.",
      });
    return found.rows.map(([database]) => database ?? "");
  });
  for (const database of databases)
    await withAdmin(plane, projectId, branchId, database, async (session) => {
      await session.execute(`REASSIGN OWNED BY ${quoteIdentifier(name)} TO ${quoteIdentifier(owner)}`);
      await session.execute(`DROP OWNED BY ${quoteIdentifier(name)}`);
    });
  await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    await endSessions(session, name);
    await session.execute(`DROP ROLE ${quoteIdentifier(name)}`);
  });
  await plane.parts.store.updateBranches(projectId, (branches) =>
    branches.map((branch) => {
      if (branch.id !== branchId) return branch;
      const { [name]: _gone, ...passwords } = branch.passwords;
      return { ...branch, passwords };
    }),
  );
}

/** The password of a role on one branch. Rejects with `notFound`. */
export function rolePassword(plane: Plane, projectId: string, branchId: string, name: string): RolePassword {
  const password = plane.parts.store.findBranch(projectId, branchId).passwords[name];
  if (password === undefined || name === adminRole)
    throw new AppError("notFound", `The branch has no login role ${name}.`);
  return { name, password };
}

/** Gives a role a new password and ends its sessions. Rejects with `notFound`. */
export async function resetRolePassword(
  plane: Plane,
  projectId: string,
  branchId: string,
  name: string,
): Promise<RolePassword> {
  rolePassword(plane, projectId, branchId, name);
  const { [name]: password = "" } = makePasswords([name]);
  await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    await setPasswords(session, [name], { [name]: password });
    await keepPassword(plane, projectId, branchId, name, password);
    await endSessions(session, name);
  });
  return { name, password };
}

async function endSessions(session: Parameters<typeof setPasswords>[0], role: string): Promise<void> {
  await session.query(
    "SELECT pg_catalog.pg_terminate_backend(pid, 5000) FROM pg_catalog.pg_stat_activity WHERE usename = $1",
    [role],
  );
}

async function keepPassword(
  plane: Plane,
  projectId: string,
  branchId: string,
  name: string,
  password: string,
): Promise<void> {
  await plane.parts.store.updateBranches(projectId, (branches) =>
    branches.map((branch) =>
      branch.id === branchId ? { ...branch, passwords: { ...branch.passwords, [name]: password } } : branch,
    ),
  );
}
