import type { BranchDatabase } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import type { Plane } from "../plane.ts";
import { withAdmin } from "./admin-session.ts";

/**
 * The databases of a branch: those of now where its compute runs, else those that it had at its last look; while it is
 * being made those of its parent, which it will have.
 */
export async function listDatabases(
  plane: Plane,
  projectId: string,
  branchId: string,
): Promise<readonly BranchDatabase[]> {
  const branch = plane.parts.store.findBranch(projectId, branchId);
  // A compute that suspends just now cannot be asked any more; then what it said last counts.
  const found =
    branch.state === "ready"
      ? await plane.observe(projectId, branchId).catch((reason: unknown) => {
          if (branch.databases === null) throw reason;
          return null;
        })
      : null;
  const parent =
    branch.state === "creating" ? plane.parts.store.findBranch(projectId, branch.parentId ?? branchId) : null;
  const databases = found?.databases ?? branch.databases ?? parent?.databases;
  if (databases) return databases;
  throw new AppError("computeUnavailable", `The databases of branch ${branch.name} are not known yet.`, {
    hint: "Start its compute once; they are remembered from then on.",
  });
}

/** Makes an empty database. Rejects with `conflict` (name), `invalidInput`, `notFound` (owner). */
export async function createDatabase(
  plane: Plane,
  projectId: string,
  branchId: string,
  { name, owner }: BranchDatabase,
): Promise<BranchDatabase> {
  checkName(name);
  requireRole(plane, projectId, branchId, owner);
  if (await exists(plane, projectId, branchId, name))
    throw new AppError("conflict", `There is a database ${name} already.`);
  await withAdmin(plane, projectId, branchId, "postgres", (session) =>
    session.execute(`CREATE DATABASE ${quoteIdentifier(name)} OWNER ${quoteIdentifier(owner)}`),
  );
  await plane.observe(projectId, branchId);
  return { name, owner };
}

/** Changes a database's name or owner; sessions on one that is renamed are ended. Rejects as `createDatabase` does. */
export async function updateDatabase(
  plane: Plane,
  projectId: string,
  branchId: string,
  name: string,
  change: Partial<BranchDatabase>,
): Promise<void> {
  await requireDatabase(plane, projectId, branchId, name);
  const after = change.name ?? name;
  checkName(after);
  if (change.owner !== undefined) requireRole(plane, projectId, branchId, change.owner);
  if (after !== name && (await exists(plane, projectId, branchId, after)))
    throw new AppError("conflict", `There is a database ${after} already.`);
  await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    if (change.owner !== undefined)
      await session.execute(`ALTER DATABASE ${quoteIdentifier(name)} OWNER TO ${quoteIdentifier(change.owner)}`);
    if (after === name) return;
    await session.query(
      "SELECT pg_catalog.pg_terminate_backend(pid, 5000) FROM pg_catalog.pg_stat_activity WHERE datname = $1",
      [name],
    );
    await session.execute(`ALTER DATABASE ${quoteIdentifier(name)} RENAME TO ${quoteIdentifier(after)}`);
  });
  await plane.observe(projectId, branchId);
}

/** Drops a database and ends the sessions on it. Rejects with `notFound`. */
export async function deleteDatabase(plane: Plane, projectId: string, branchId: string, name: string): Promise<void> {
  await requireDatabase(plane, projectId, branchId, name);
  await withAdmin(plane, projectId, branchId, "postgres", (session) =>
    session.execute(`DROP DATABASE ${quoteIdentifier(name)} WITH (FORCE)`),
  );
  await plane.observe(projectId, branchId);
}

async function exists(plane: Plane, projectId: string, branchId: string, name: string): Promise<boolean> {
  return await withAdmin(plane, projectId, branchId, "postgres", async (session) => {
    const found = await session.query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = $1", [name]);
    return found.rows.length > 0;
  });
}

async function requireDatabase(plane: Plane, projectId: string, branchId: string, name: string): Promise<void> {
  const isOurs = name === "postgres" || name.startsWith("template");
  if (isOurs || !(await exists(plane, projectId, branchId, name)))
    throw new AppError("notFound", `The branch has no database ${name}.`);
}

function requireRole(plane: Plane, projectId: string, branchId: string, role: string): void {
  if (plane.rolesOf(projectId, branchId).includes(role)) return;
  throw new AppError("notFound", `The branch has no role ${role} that a database can belong to.`);
}

/** A longer name would be cut by the server, and be another one. */
function checkName(name: string): void {
  if (name !== "" && Buffer.byteLength(name) <= 63 && !name.includes("\0")) return;
  throw new AppError("invalidInput", "A name of a database has 1 to 63 bytes.");
}
