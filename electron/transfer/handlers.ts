import { join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../shared/ipc/declare.ts";
import type { transferContract } from "../../shared/transfer/contract.ts";
import { exportFormats } from "../../shared/transfer/export-formats.ts";
import type { ExportReport } from "../../shared/transfer/export-model.ts";
import { distinctFileNames } from "../../shared/transfer/file-name.ts";
import { type FileQuestion, isTransferFile } from "../../shared/transfer/files-model.ts";
import type { Handlers, RequestContext } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { allowFolder } from "../storage/allowed-folder.ts";
import { listFolder } from "../storage/list-folder.ts";
import { type ExportJob, exportJobName } from "./export/export-job.ts";
import { type ComposeSelection, type ExportPlan, planExport, usesSearchPath } from "./export/plan-export.ts";
import { allowFile } from "./files/allowed-path.ts";
import { createImportHandlers, type ImportDependencies } from "./import/import-handlers.ts";

/** What the handlers need. */
export interface TransferDependencies extends ImportDependencies {
  readonly composeSelection: ComposeSelection;
  /** The host's file dialog; null where it has none. */
  readonly chooseFile: ((question: FileQuestion) => Promise<string | null>) | null;
}

type ExportInput = ParsedInputOf<(typeof transferContract)["transfer.export"]>;

/** The text of values must not depend on a server's settings: what pg_dump pins, and time-outs that fit long reads. */
const exportSettings = {
  default_transaction_read_only: "on",
  standard_conforming_strings: "on",
  DateStyle: "ISO, MDY",
  IntervalStyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
  statement_timeout: "0",
};

/** Answers the requests about files of rows. */
export function createTransferHandlers(dependencies: TransferDependencies): Handlers<typeof transferContract> {
  const { databases, composeSelection, chooseFile, dataFolder } = dependencies;
  const plan = (input: Pick<ExportInput, "ref" | "source" | "format" | "options">, signal: AbortSignal) =>
    databases.read(
      input.ref,
      "export: plan",
      (session) => planExport(input.source, { ...input, session, composeSelection }),
      { signal, searchPath: usesSearchPath(input.source) ? "user" : "catalog" },
    );
  return {
    ...createImportHandlers(dependencies),
    "transfer.chooseFile": async (question) => {
      if (!chooseFile) throw new AppError("unsupported", "There is no window here that could ask for a file.");
      return await chooseFile(question);
    },
    "transfer.folder": ({ path }) => listFolder(path, dataFolder, isTransferFile),
    "transfer.previewExport": async (input, { signal }) => {
      const { begin, parts } = await plan(input, signal);
      const estimates = parts.map(({ estimatedRows }) => estimatedRows);
      const estimatedRows = estimates.reduce((sum, rows) => (sum === null || rows === null ? null : sum + rows), 0);
      return {
        statements: [...begin, ...parts.map(({ copySql }) => copySql)],
        columns: parts.length === 1 ? (parts[0]?.columns ?? []).map(({ name }) => name) : [],
        estimatedRows,
      };
    },
    "transfer.export": async (input, context) => {
      const planned = await plan(input, context.signal);
      const job = await placeFiles(input, planned, dataFolder);
      return await run(databases, input, job, context);
    },
  };
}

/** Gives each part its file: the one that was named, or one for each table in the folder that was named. */
async function placeFiles(input: ExportInput, plan: ExportPlan, dataFolder: string): Promise<ExportJob> {
  const { format, options, isReplacing, source } = input;
  const job = { begin: plan.begin, format, options, isReplacing };
  if (source.kind !== "tables") {
    const path = await allowFile(input.file, dataFolder);
    return { ...job, parts: plan.parts.map((part) => ({ ...part, path })) };
  }
  const folder = await allowFolder(input.file, dataFolder);
  const extension =
    exportFormats[format].extension + (options.isCompressed && exportFormats[format].isText ? ".gz" : "");
  const names = distinctFileNames(
    plan.parts.map(({ table }) => `${table.schema}.${table.name}`),
    extension,
  );
  return { ...job, parts: plan.parts.map((part, index) => ({ ...part, path: join(folder, names[index] ?? "") })) };
}

async function run(databases: Databases, { ref }: ExportInput, job: ExportJob, context: RequestContext) {
  const { signal, report } = context;
  const session = await databases.open(ref, { purpose: "export", timeouts: "own", settings: exportSettings, signal });
  try {
    return (await session.runJob(exportJobName, job, { cause: "export", signal, report })) as ExportReport; // what the job gives
  } finally {
    await session.close();
  }
}
