import type { RegisterVerb } from "../../verb.ts";
import { registerMigrateApply } from "./migrate-apply.ts";
import { registerMigrateReview } from "./migrate-review.ts";
import { registerMigrateStatus } from "./migrate-status.ts";
import { registerMigrateRehearse } from "./rehearsal/rehearse.ts";

/** `steward migrate status|read-as|new|rehearse|submit|review|approve|refuse|apply|rollback|history`. */
export const registerMigrate: RegisterVerb = (program, cli) => {
  const group = program.command("migrate").description("migrations: rehearse, review, apply, roll back");
  for (const register of [registerMigrateStatus, registerMigrateRehearse, registerMigrateReview, registerMigrateApply])
    register(group, cli);
};
