import type { Branch, BranchDatabase } from "../../../../shared/branches/model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { openSession } from "../../../postgres/connect.ts";
import type { Api } from "../api.ts";

/** The databases of a branch. A control plane that keeps no list of them is asked through the branch, which wakes it. */
export async function databasesOf(api: Api, branch: Branch): Promise<readonly BranchDatabase[]> {
  try {
    return await api.plane.listDatabases(branch.projectId, branch.id);
  } catch (error) {
    if (!isAppError(error, "unsupported")) throw error;
  }
  const parameters = await api.plane.adminParameters(branch.projectId, branch.id, "postgres");
  const session = await openSession(parameters, { purpose: "databases" });
  try {
    const { rows } = await session.query(
      `SELECT d.datname, pg_catalog.pg_get_userbyid(d.datdba) FROM pg_catalog.pg_database d
        WHERE NOT d.datistemplate AND d.datallowconn ORDER BY d.datname`,
    );
    return rows.map(([name, owner]) => ({ name: name ?? "", owner: owner ?? "" }));
  } finally {
    await session.close();
  }
}

/** A role's password on a branch; where the control plane tells it to who connects only, the branch is woken. */
export async function passwordOf(api: Api, branch: Branch, role: string): Promise<string> {
  const { projectId, id } = branch;
  const target = await api.plane.connectionTarget(projectId, id, "postgres", role, false).catch((error: unknown) => {
    if (!isAppError(error, "unsupported")) throw error;
    return api.plane.connectParameters(projectId, id, "postgres", role);
  });
  return target.password ?? "";
}
