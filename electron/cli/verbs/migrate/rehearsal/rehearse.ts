import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { Option } from "commander";
import type { RehearsalReport, RehearsedStatement } from "../../../../../shared/changes/model.ts";
import { renderHtml, renderMarkdown } from "../../../../../shared/changes/report/render-report.ts";
import { lockText, preservedText, reportSections } from "../../../../../shared/changes/report/report-sections.ts";
import { AppError } from "../../../../../shared/ipc/app-error.ts";
import { toFileError, writeFileAtomically } from "../../../../storage/atomic-file.ts";
import type { CliContext } from "../../../cli-context.ts";
import { formatMs, type TableColumn } from "../../../output.ts";
import type { RegisterVerb } from "../../../verb.ts";
import { type ActingOptions, acting, findConnection, findMigrations, withActing } from "../migrate-target.ts";
import { toRehearsal } from "./rehearsal-shape.ts";

const columns: readonly TableColumn<RehearsedStatement>[] = [
  { title: "pass", text: ({ pass }) => pass },
  { title: "migration", text: ({ migrationId }) => migrationId },
  { title: "#", text: ({ index }) => String(index + 1), isNumber: true },
  { title: "statement", text: ({ kind }) => kind },
  { title: "time", text: ({ durationMs }) => formatMs(durationMs), isNumber: true },
  { title: "rows", text: ({ rows }) => (rows === null ? "–" : String(rows)), isNumber: true },
  { title: "locks", text: ({ locks }) => locks.map(lockText).join(", ") || "–" },
  { title: "rewrites", text: ({ rewrites }) => rewrites.join(", ") || "–" },
  { title: "error", text: ({ error }) => error?.message ?? "–" },
];

interface RehearseOptions extends ActingOptions {
  readonly queries?: string;
  readonly report?: string;
  readonly json?: boolean;
}

/** How a report is written, by the ending of its file. */
const formats: Readonly<Record<string, (report: RehearsalReport) => string>> = {
  ".json": (report) => `${JSON.stringify(report, null, 2)}\n`,
  ".md": (report) => renderMarkdown(reportSections(report)),
  ".html": (report) => renderHtml(reportSections(report)),
};

/**
 * `steward migrate rehearse`. Ends with 1 when the rehearsal failed, the schema after down is another one, rows are lost
 * by up and down, or a query of the target cannot be run any more.
 */
export const registerMigrateRehearse: RegisterVerb = (group, cli) => {
  withActing(
    group.command("rehearse <migration...>").description("up, down and up again on a throw-away branch, measured"),
  )
    .option("--queries <file>", "SQL file with queries to plan before and after, in place of the target's top ones")
    .option("--report <file>", "write the report: .json, .md or .html")
    .addOption(new Option("--json", "the same as --format json"))
    .action((wanted: string[], options: RehearseOptions) =>
      cli.withApp(async (context) => {
        const write = formatOf(options.report);
        const queries = options.queries === undefined ? {} : { queriesSql: await readQueries(options.queries) };
        const { id } = await findConnection(context, options.connection);
        const migrationIds = await findMigrations(context, id, wanted);
        const input = { connectionId: id, migrationIds, ...queries, ...acting(options) };
        const report = await context.request("changes.rehearse", input);
        if (write && options.report !== undefined)
          await writeFileAtomically(resolve(options.report), write(report), { mode: 0o644 });
        if (options.json || options.format === "json") context.printJson(toRehearsal(report));
        else printReport(context, report);
        return isFine(report) ? 0 : 1;
      }),
    );
};

function isFine({ outcome, dataPreserved, queries }: RehearsalReport): boolean {
  const breaks = queries?.queries.some(({ verdict }) => verdict === "breaking") ?? false;
  return (outcome === "passed" || outcome === "noDown") && dataPreserved !== false && !breaks;
}

function printReport(context: CliContext, report: RehearsalReport): void {
  context.printList("table", report.statements, columns);
  context.print(`\n${report.outcome}, ${report.class}, ${formatMs(report.totalMs)} on ${report.branchName}`);
  for (const { side, line } of report.schema.downDifferences)
    context.print(`${side === "expected" ? "- " : "+ "}${line}`);
  context.print(`rows after up and down: ${preservedText(report.dataPreserved)}`);
  for (const { code, subject, message, measured } of report.findings)
    context.print(`${code} ${subject}: ${measured ? measured.text : message}`);
  if (report.queries?.reason) context.print(report.queries.reason);
  context.print(`report ${report.hash}`);
}

/** Checked before anything is run, so that no rehearsal is lost to a wrong name. */
function formatOf(file: string | undefined): ((report: RehearsalReport) => string) | null {
  if (file === undefined) return null;
  const format = formats[extname(file).toLowerCase()];
  if (format) return format;
  throw new AppError("invalidInput", `A report is not written as ${extname(file) || "a file without an ending"}.`, {
    hint: `End the file's name with ${Object.keys(formats).join(", ")}.`,
  });
}

async function readQueries(file: string): Promise<string> {
  try {
    return await readFile(file === "-" ? "/dev/stdin" : file, "utf8");
  } catch (error) {
    throw toFileError(error, file);
  }
}
