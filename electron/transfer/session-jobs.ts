import type { SessionJobs } from "../postgres/copy/session-jobs.ts";
import { exportJobName } from "./export/export-job.ts";
import { runExport } from "./export/run-export.ts";
import { importJobName } from "./import/import-job.ts";
import { proposeJobName, proposeTable } from "./import/new-table/propose-table.ts";
import { runImport } from "./import/run-import.ts";

/** What the database process does for files of rows. */
export const transferJobs: SessionJobs = {
  [exportJobName]: runExport,
  [importJobName]: runImport,
  [proposeJobName]: proposeTable,
};
