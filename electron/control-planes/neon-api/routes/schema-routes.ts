import type { Branch } from "../../../../shared/branches/model.ts";
import { readSchemaText } from "../../../catalog/details/read-schema-text.ts";
import { openSession } from "../../../postgres/connect.ts";
import { type Api, findBranch, listBranches } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import { readRequired } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { diffLines } from "../views/diff-lines.ts";
import { requireReady } from "./branch-requests.ts";

/** The schema of a database as SQL text, and the difference between two of them. Both wake the branch. */
export function createSchemaRoutes(api: Api): readonly ApiRoute[] {
  return [
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/schema", async ({ path, query, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      refusePast(query, ["lsn", "timestamp"]);
      if ((query.get("format") ?? "sql") !== "sql")
        throw new ApiError(422, "The schema is given as SQL only.", "FEATURE_NOT_SUPPORTED");
      return ok({ sql: await readText(api, branch, readRequired(query, "db_name")) });
    }),
    declareRoute("GET", "/projects/{project_id}/branches/{branch_id}/compare_schema", async ({ path, query, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      refusePast(query, ["lsn", "timestamp", "base_lsn", "base_timestamp"]);
      const baseId = query.get("base_branch_id") ?? branch.parentId;
      const base = (await listBranches(api, branch.projectId)).find((one) => one.id === baseId);
      if (!base) throw new ApiError(404, "base branch not found");
      const database = readRequired(query, "db_name");
      const texts = [await readText(api, base, database), await readText(api, branch, database)] as const;
      const names = [`a/${database}-schema.sql`, `b/${database}-schema.sql`] as const;
      return ok({ diff: diffLines(texts[0], texts[1], names) });
    }),
  ];
}

async function readText(api: Api, branch: Branch, database: string): Promise<string> {
  requireReady(branch);
  const databases = await api.plane.listDatabases(branch.projectId, branch.id);
  if (!databases.some(({ name }) => name === database)) throw new ApiError(404, "database not found");
  const parameters = await api.plane.adminParameters(branch.projectId, branch.id, database);
  const session = await openSession(parameters, { purpose: "schema" });
  try {
    return await session.transaction((inside) => readSchemaText(inside));
  } finally {
    await session.close();
  }
}

function refusePast(query: URLSearchParams, names: readonly string[]): void {
  const asked = names.find((name) => query.has(name));
  if (asked !== undefined)
    throw new ApiError(422, `${asked}: make a branch at that moment and compare with it.`, "FEATURE_NOT_SUPPORTED");
}
