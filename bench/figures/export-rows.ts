import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalSessions } from "../../electron/postgres/process/local-sessions.ts";
import { StreamHub } from "../../electron/postgres/process/stream-hub.ts";
import { type ExportJob, exportJobName } from "../../electron/transfer/export/export-job.ts";
import { findFormat } from "../../electron/transfer/formats/registry.ts";
import { transferJobs } from "../../electron/transfer/session-jobs.ts";
import { type ExportFormatId, exportFormats } from "../../shared/transfer/export-formats.ts";
import { defaultExportOptions } from "../../shared/transfer/export-options.ts";
import type { Figure } from "../figure.ts";
import type { OwnServer } from "../setting/own-server.ts";
import { copyIntoFile } from "../setting/peer.ts";

const rounds = 5;
const formats: readonly ExportFormatId[] = ["csv", "jsonLines", "sqlInsert", "xlsx"];
const columns = ["id", ...Array.from({ length: 9 }, (_, index) => `c${index + 1}`)];

/** 1,000,000 rows of 10 columns into a file by the database process's own job, beside psql's \copy, turn by turn. */
export const exportRows: Figure = {
  name: "export",
  measure: async (setting) => {
    const server = await setting.server();
    const folder = await mkdtemp(join(tmpdir(), "steward-bench-export-"));
    const own = new Map<ExportFormatId, number[]>(formats.map((format) => [format, []]));
    const theirs: number[] = [];
    try {
      for (let round = 0; round < rounds; round++) {
        const copied = await copyIntoFile(server, "million_rows", join(folder, "psql.csv"));
        if (copied !== null) theirs.push(copied);
        for (const format of formats)
          if (format !== "xlsx" || round === 0) own.get(format)?.push(await exportOnce(server, format, folder));
        setting.say(`round ${round + 1}: csv ${Math.round(own.get("csv")?.at(-1) ?? 0)} ms`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    const peer = theirs.length > 0 ? { name: "psql \\copy", values: theirs } : null;
    return formats.map((format) => ({
      what: `1,000,000 x 10 exported as ${exportFormats[format].label}`,
      unit: "ms" as const,
      values: own.get(format) ?? [],
      peer,
      target: format === "csv" ? ({ kind: "ratio", value: 1.15 } as const) : null,
    }));
  },
};

/** From the connect to the name of the finished file, fsync included. */
async function exportOnce(server: OwnServer, format: ExportFormatId, folder: string): Promise<number> {
  const startedAt = performance.now();
  const open = createLocalSessions(new StreamHub(), transferJobs);
  const session = await open(server.parameters, { purpose: "bench" });
  const table = { schema: "public", name: "million_rows" };
  const job: ExportJob = {
    begin: [],
    format,
    options: defaultExportOptions,
    isReplacing: true,
    parts: [
      {
        label: table.name,
        columns: columns.map((name) => ({ name, kind: "text" })),
        table,
        isOverriding: false,
        copySql: `COPY public.million_rows TO STDOUT WITH (${findFormat(format).copyOptions(defaultExportOptions)})`,
        estimatedRows: null,
        path: join(folder, `own.${exportFormats[format].extension}`),
      },
    ],
  };
  await session.job(exportJobName, job, () => undefined);
  await session.close();
  return performance.now() - startedAt;
}
