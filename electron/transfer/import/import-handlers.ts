import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../../shared/ipc/declare.ts";
import type { transferContract } from "../../../shared/transfer/contract.ts";
import type { ImportReport } from "../../../shared/transfer/import-model.ts";
import type { Handlers, RequestContext } from "../../ipc/handlers.ts";
import type { Databases } from "../../postgres/databases.ts";
import { allowFile } from "../files/allowed-path.ts";
import { checkSample } from "./check-sample.ts";
import { type ImportJob, importJobName } from "./import-job.ts";
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
type ImportChannels = "transfer.readFile" | "transfer.previewImport" | "transfer.import";

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
    databases.read(input.ref, "import: plan", (session) => planImport(session, input.target), { signal });
  return {
    "transfer.readFile": async ({ path, dialect }) => await readPreview(await allowFile(path, dataFolder), dialect),
    "transfer.previewImport": async (input, { signal }) => {
      const path = await allowFile(input.path, dataFolder);
      const { records } = await readSample(path, input.dialect, checkedRows);
      return await databases.read(
        input.ref,
        "import: check",
        async (session) => {
          const { job, columns, serverVersion } = await planImport(session, input.target);
          const problems = await checkSample(session, serverVersion, records, columns, job.sources);
          return {
            statements: ["BEGIN", ...job.before, job.copySql, ...job.after, "COMMIT"],
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
  const { signal, report } = context;
  const session = await databases.open(ref, { purpose: "import", timeouts: "own", settings: importSettings, signal });
  try {
    return (await session.runJob(importJobName, job, { cause: "import", signal, report })) as ImportReport; // what the job gives
  } finally {
    await session.close();
  }
}
