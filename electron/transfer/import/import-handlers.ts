import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { ParsedInputOf, Progress } from "../../../shared/ipc/declare.ts";
import type { transferContract } from "../../../shared/transfer/contract.ts";
import type { ImportReport, TableProposal } from "../../../shared/transfer/import-model.ts";
import type { Handlers, RequestContext } from "../../ipc/handlers.ts";
import type { Databases } from "../../postgres/databases.ts";
import { allowFile } from "../files/allowed-path.ts";
import { statementsOf } from "./batches/batch-statements.ts";
import { checkSample } from "./check-sample.ts";
import { type ImportJob, importJobName } from "./import-job.ts";
import { type ProposeJob, proposeJobName } from "./new-table/propose-table.ts";
import { planImport } from "./plan-import.ts";
import { readPreview, readSample } from "./read-preview.ts";

/** What the handlers of imports need. */
export interface ImportDependencies {
  readonly databases: Databases;
  /** Whether a database only lets itself be read: production is, until it is unlocked. */
  readonly isReadOnly: (ref: DatabaseRef) => Promise<boolean>;
  readonly dataFolder: string;
}

type ImportInput = ParsedInputOf<(typeof transferContract)["transfer.import"]>;
type ImportChannels = "transfer.readFile" | "transfer.proposeTable" | "transfer.previewImport" | "transfer.import";

const checkedRows = 200;
const importSettings = {
  standard_conforming_strings: "on",
  DateStyle: "ISO, MDY",
  statement_timeout: "0",
};

/** Answers the requests that read files into tables. */
export function createImportHandlers(
  dependencies: ImportDependencies,
): Pick<Handlers<typeof transferContract>, ImportChannels> {
  const { databases, dataFolder } = dependencies;
  const readPlan = (input: ImportInput, signal: AbortSignal) =>
    databases.read(input.ref, "import: plan", (session) => planImport(session, input.target, input.dialect), {
      signal,
    });
  return {
    "transfer.readFile": async ({ path, dialect }) => await readPreview(await allowFile(path, dataFolder), dialect),
    "transfer.proposeTable": async ({ ref, path, dialect }, context) => {
      const job: ProposeJob = { path: await allowFile(path, dataFolder), dialect };
      const cause = "import: types";
      return (await runJob(databases, ref, { name: proposeJobName, job, cause, context })) as TableProposal; // what the job gives
    },
    "transfer.previewImport": async (input, { signal }) => {
      const path = await allowFile(input.path, dataFolder);
      const { records } = await readSample(path, input.dialect, checkedRows, input.target.batches !== undefined);
      return await databases.read(
        input.ref,
        "import: check",
        async (session) => {
          const { job, columns, serverVersion } = await planImport(session, input.target, input.dialect);
          const problems = await checkSample(session, serverVersion, records, columns, job.sources);
          return {
            statements: statementsOf(job),
            checkedRows: problems === null ? 0 : records.length,
            problems: problems ?? [],
          };
        },
        { signal },
      );
    },
    "transfer.import": async (input, context) => {
      await refuseReadOnly(dependencies, input.ref);
      const path = await allowFile(input.path, dataFolder);
      const { job } = await readPlan(input, context.signal);
      return await run(databases, input, { ...job, path, dialect: input.dialect }, context);
    },
  };
}

async function refuseReadOnly({ isReadOnly }: ImportDependencies, ref: DatabaseRef): Promise<void> {
  if (!(await isReadOnly(ref))) return;
  throw new AppError("readOnly", "This database is read-only here: nothing is imported into it.", {
    hint: "Import into a branch and look at the rows there, or unlock writes for this connection.",
  });
}

async function run(databases: Databases, { ref }: ImportInput, job: ImportJob, context: RequestContext) {
  let committedRows = 0;
  const report = (progress: Progress) => {
    committedRows = progress.done ?? 0;
    context.report(progress);
  };
  try {
    const asked = { name: importJobName, job, cause: "import", context: { ...context, report } };
    return (await runJob(databases, ref, asked)) as ImportReport; // what the job gives
  } catch (error) {
    if (!job.batches || !isAppError(error, "processLost")) throw error;
    const rows = (job.batches.skipRows + committedRows).toLocaleString("en-US");
    throw new AppError(error.code, error.message, {
      hint: `The first ${rows} rows of the file were settled before; the batch after them may have been. Look at the table before you go on.`,
    });
  }
}

interface AskedJob {
  readonly name: string;
  readonly job: ImportJob | ProposeJob;
  readonly cause: string;
  readonly context: RequestContext;
}

async function runJob(databases: Databases, ref: DatabaseRef, { name, job, cause, context }: AskedJob) {
  const { signal, report } = context;
  const session = await databases.open(ref, { purpose: "import", timeouts: "own", settings: importSettings, signal });
  try {
    return await session.runJob(name, job, { cause, signal, report });
  } finally {
    await session.close();
  }
}
