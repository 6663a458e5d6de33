import { type Asked, anyBranch, type FakeAnswer, found, missing, type Route } from "./fake-neon-request.ts";
import { upkeepOf } from "./fake-neon-state.ts";

const run = (state: string) => ({ state, last_run: { started_at: new Date().toISOString(), masked_columns: 1 } });

/** Makes a branch an anonymised one and masks it, as the request that makes it may ask. */
export function beginMasking({ project, body }: Pick<Asked, "project" | "body">, branchId: string): void {
  const upkeep = upkeepOf(project, branchId);
  upkeep.rules = body.masking_rules ?? [];
  upkeep.masking = run("anonymizing");
  upkeep.polls = 2;
}

/** Snapshot schedules, masking and consumption. */
export const upkeepRoutes: readonly (readonly [string, Route])[] = [
  [
    "GET /consumption_history/v2/projects",
    ({ project: { consumption } }) => (consumption ? found({ projects: consumption.projects }) : noPlan),
  ],
  [
    "GET /consumption_history/v2/branches",
    ({ project: { consumption } }) => (consumption ? found({ branches: consumption.branches }) : noPlan),
  ],
  [
    `GET P/branches/${anyBranch}/backup_schedule`,
    ({ project, part }) => found({ schedule: upkeepOf(project, part(1)).schedule }),
  ],
  [
    `PUT P/branches/${anyBranch}/backup_schedule`,
    ({ project, part, body }) => {
      upkeepOf(project, part(1)).schedule = body.schedule ?? [];
      return found({});
    },
  ],
  [
    `GET P/branches/${anyBranch}/anonymized_status`,
    ({ project, part }) => {
      const upkeep = upkeepOf(project, part(1));
      if (!upkeep.masking) return missing;
      if (upkeep.masking.state === "anonymizing") {
        upkeep.polls -= 1;
        if (upkeep.polls <= 0) {
          const { last_run: last } = upkeep.masking;
          upkeep.masking = { state: "anonymized", last_run: { ...last, completed_at: new Date().toISOString() } };
        }
      }
      return found(upkeep.masking);
    },
  ],
  [
    `POST P/branches/${anyBranch}/anonymize`,
    ({ project, part }) => {
      const upkeep = upkeepOf(project, part(1));
      if (!upkeep.masking) return missing;
      upkeep.masking = run("anonymizing");
      upkeep.polls = 2;
      return found(upkeep.masking);
    },
  ],
  [
    `GET P/branches/${anyBranch}/masking_rules`,
    ({ project, part }) => found({ masking_rules: upkeepOf(project, part(1)).rules }),
  ],
  [
    `PATCH P/branches/${anyBranch}/masking_rules`,
    ({ project, part, body }) => {
      upkeepOf(project, part(1)).rules = body.masking_rules ?? [];
      return found({ masking_rules: body.masking_rules });
    },
  ],
];

const noPlan: FakeAnswer = { status: 403, body: { code: "", message: "not available for this account" } };
