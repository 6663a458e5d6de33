import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { ExportFormatId } from "../../../shared/transfer/export-formats.ts";
import type { ExportSource } from "../../../shared/transfer/export-model.ts";
import { defaultExportOptions, type ExportOptions } from "../../../shared/transfer/export-options.ts";
import type { RequestContext } from "../../ipc/handlers.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createTransferHandlers } from "../handlers.ts";
import { transferJobs } from "../session-jobs.ts";

/** One export as a test asks for it. */
export interface AskedExport {
  readonly source: ExportSource;
  readonly format: ExportFormatId;
  readonly options?: Partial<ExportOptions>;
  readonly file: string;
  readonly isReplacing?: boolean;
}

/** A database and a folder for files, with the handlers on both. */
export interface TransferBench {
  readonly test: TestDatabase;
  readonly session: OwnedSession;
  readonly folder: string;
  readonly handlers: ReturnType<typeof createTransferHandlers>;
  readonly context: RequestContext & { readonly reported: Progress[] };
  export(asked: AskedExport, signal?: AbortSignal): ReturnType<TransferBench["handlers"]["transfer.export"]>;
  /** What a file of the folder holds, unpacked. */
  read(name: string): Promise<string>;
  /** Runs each statement. */
  execute(...statements: readonly string[]): Promise<void>;
  /** Files of the folder, temporary ones included. */
  list(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** See `TransferBench`. The database is the superuser's, who may also let the server itself write files. */
export async function createTransferBench(): Promise<TransferBench> {
  const test = await createTestDatabase({ asSuperuser: true, jobs: transferJobs });
  const session = await openSession(test.parameters, { purpose: "test" });
  const folder = await mkdtemp(join(tmpdir(), "steward-transfer-"));
  await chmod(folder, 0o777); // the server, too, writes here
  const handlers = createTransferHandlers({
    databases: test.databases,
    composeSelection: async (_session, _name, { sort, filters }) => ({
      where: filters.length > 0 ? ` WHERE t."id" < ${Number(filters[0]?.value)}` : "",
      orderBy: sort.length > 0 ? ` ORDER BY t."id" DESC` : "",
    }),
    chooseFile: null,
    dataFolder: join(folder, "own"),
    isReadOnly: async ({ branchId }) => branchId === "production",
  });
  const reported: Progress[] = [];
  const context = {
    clientId: "test",
    signal: new AbortController().signal,
    report: (progress: Progress) => void reported.push(progress),
    reported,
  };
  return {
    test,
    session,
    folder,
    handlers,
    context,
    export: ({ file, options, isReplacing = false, ...asked }, signal = context.signal) =>
      handlers["transfer.export"](
        {
          ...asked,
          ref: test.ref,
          options: { ...defaultExportOptions, ...options },
          file: join(folder, file),
          isReplacing,
        },
        { ...context, signal },
      ),
    read: async (name) => {
      const bytes = await readFile(join(folder, name));
      return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    },
    execute: async (...statements) => {
      for (const sql of statements) await session.execute(sql);
    },
    list: async () => (await readdir(folder)).sort(),
    close: async () => {
      await session.close();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A whole table as the source of an export. */
export function tableSource(name: string, schema = "public"): ExportSource {
  return { kind: "table", schema, name, sort: [], filters: [] };
}
