import { z } from "zod";
import type { Branch, MaskingRule } from "../../../../shared/branches/model.ts";
import type { BranchMasking } from "../../../../shared/branches/upkeep-model.ts";
import { type Api, findBranch, findProject } from "../api.ts";
import { ApiError } from "../http/api-error.ts";
import { readBody } from "../http/read-input.ts";
import { type ApiRoute, declareRoute, ok } from "../http/route.ts";
import { beginMutation } from "../operations/begin-mutation.ts";
import { optional } from "../views/branch-views.ts";
import { createBranch } from "./create-branch.ts";

const name = z.string().min(1).max(63);
const ruleSchema = z.object({
  ...{ database_name: name, schema_name: name, table_name: name, column_name: name },
  masking_function: z.string().max(1000).optional(),
  masking_value: z.string().max(1000).optional(),
});
const rulesSchema = z.array(ruleSchema).max(1000);
const createSchema = z.object({
  branch_create: z.looseObject({}).default({}),
  masking_rules: rulesSchema.default([]),
  start_anonymization: z.boolean().default(false),
  annotation_value: z.record(z.string(), z.string()).optional(),
});

/** Anonymised branches: made, their rules, and masking by them. */
export function createMaskingRoutes(api: Api): readonly ApiRoute[] {
  const one = "/projects/{project_id}/branches/{branch_id}";
  return [
    declareRoute("POST", "/projects/{project_id}/branch_anonymized", async ({ path, body, key }) => {
      const { id } = await findProject(api, key, path.project_id);
      const asked = readBody(createSchema, body);
      const { branch_create, annotation_value, masking_rules, start_anonymization: isStarted } = asked;
      const rules = masking_rules.map(toRule);
      if (isStarted && rules.length === 0) throw new ApiError(422, "there are no masking rules to apply");
      const wanted = { ...branch_create, ...(annotation_value ? { annotation_value } : {}) };
      return await createBranch(api, key, id, wanted, { rules, isStarted });
    }),
    declareRoute("GET", `${one}/anonymized_status`, async ({ path, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      return ok(viewStatus(branch, await findMasking(api, branch)));
    }),
    declareRoute("GET", `${one}/masking_rules`, async ({ path, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      return ok({ masking_rules: (await findMasking(api, branch)).rules.map(viewRule) });
    }),
    declareRoute("PATCH", `${one}/masking_rules`, async ({ path, body, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      await findMasking(api, branch);
      const rules = readBody(z.object({ masking_rules: rulesSchema }), body).masking_rules.map(toRule);
      api.journal.refuseLocked(branch.projectId);
      await api.plane.setMaskingRules(branch.projectId, branch.id, rules);
      return ok({ masking_rules: rules.map(viewRule) });
    }),
    declareRoute("POST", `${one}/anonymize`, async ({ path, key }) => {
      const branch = await findBranch(api, key, path.project_id, path.branch_id);
      await findMasking(api, branch);
      const running = await beginMutation(api, {
        projectId: branch.projectId,
        steps: [{ action: "apply_config", branchId: branch.id }],
        isBegun: () => true,
        run: () => api.plane.maskBranch(branch.projectId, branch.id),
      });
      await running.admit();
      return ok(viewStatus(branch, await findMasking(api, branch)));
    }),
  ];
}

async function findMasking(api: Api, { projectId, id }: Branch): Promise<BranchMasking> {
  const masking = await api.plane.readMasking(projectId, id);
  if (!masking) throw new ApiError(404, "anonymized branch not found");
  return masking;
}

/** What Neon names `created` and `initialized` is one state here: the branch is there, and nothing is masked. */
const states = { waiting: "initialized", masking: "anonymizing", masked: "anonymized", failed: "error" } as const;

function viewStatus(branch: Branch, masking: BranchMasking) {
  const { startedAt, maskedAt, maskedColumns, message } = masking;
  const updatedAt = maskedAt ?? startedAt ?? branch.createdAt;
  return {
    project_id: branch.projectId,
    branch_id: branch.id,
    state: states[masking.state],
    ...optional("status_message", message),
    created_at: branch.createdAt,
    updated_at: updatedAt,
    ...optional("failed_at", masking.state === "failed" ? updatedAt : null),
    ...(startedAt === null
      ? {}
      : {
          last_run: {
            started_at: startedAt,
            ...optional("completed_at", maskedAt),
            ...optional("masked_columns", maskedColumns),
          },
        }),
  };
}

function toRule(rule: z.output<typeof ruleSchema>): MaskingRule {
  const { masking_function: call, masking_value: text } = rule;
  if ((call === undefined) === (text === undefined))
    throw new ApiError(400, "a masking rule has either a masking_function or a masking_value");
  return {
    database: rule.database_name,
    schema: rule.schema_name,
    table: rule.table_name,
    column: rule.column_name,
    mask: text === undefined ? { kind: "function", text: call ?? "" } : { kind: "value", text },
  };
}

function viewRule({ database, schema, table, column, mask }: MaskingRule) {
  const by = mask.kind === "function" ? { masking_function: mask.text } : { masking_value: mask.text };
  return { database_name: database, schema_name: schema, table_name: table, column_name: column, ...by };
}
