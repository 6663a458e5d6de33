import { openSession } from "../../../postgres/connect.ts";
import type { OwnedSession } from "../../../postgres/session.ts";
import type { Plane } from "../plane.ts";

/** Runs something as the superuser on a branch, whose compute is started first. */
export async function withAdmin<T>(
  plane: Plane,
  projectId: string,
  branchId: string,
  database: string,
  run: (session: OwnedSession) => Promise<T>,
): Promise<T> {
  const session = await openSession(await plane.adminParameters(projectId, branchId, database), { purpose: "branch" });
  try {
    return await run(session);
  } finally {
    await session.close();
  }
}
