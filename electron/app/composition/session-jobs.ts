import { comparisonJobs } from "../../comparison/session-jobs.ts";
import type { SessionJobs } from "../../postgres/copy/session-jobs.ts";
import { transferJobs } from "../../transfer/session-jobs.ts";

/** Everything that the database process can be asked to do beside statements. */
export const sessionJobs: SessionJobs = { ...transferJobs, ...comparisonJobs };
