import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, Option } from "commander";
import type { Severity } from "../../../shared/findings/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import {
  type SchemaDocsFormat,
  schemaDocsFormats,
  schemaExceptionsSchema,
} from "../../../shared/schema-check/contract.ts";
import type { SchemaCheckReport, SchemaException, SchemaFinding } from "../../../shared/schema-check/model.ts";
import type { PageSession } from "../../postgres/session.ts";
import { checkSchema } from "../../schema-check/check-schema.ts";
import { readSchemaDocs } from "../../schema-check/docs/read-schema-docs.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import type { ExitCode } from "../cli-context.ts";
import { formatTable, type OutputFormat, type TableColumn, visible } from "../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../verb.ts";
import { withDatabaseUrl } from "../with-database-url.ts";

interface CheckOptions {
  readonly database: string;
  readonly exceptions?: string;
  readonly failOn: Severity;
  readonly format: OutputFormat;
}

interface DocsOptions {
  readonly database: string;
  readonly format: SchemaDocsFormat;
  readonly schema?: readonly string[];
  readonly output?: string;
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** `steward schema check` and `steward schema docs`. */
export const registerSchema: RegisterVerb = (program, cli) => {
  const group = findGroup(program);
  group
    .command("check")
    .description("rules that a schema should keep; 1 when one is broken")
    .requiredOption("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .option("--exceptions <file>", "JSON list of what is accepted: [{ code, subject, reason }]")
    .addOption(
      new Option("--fail-on <severity>", "least severity that gives 1").choices(Object.keys(weights)).default("info"),
    )
    .addOption(formatOption())
    .action((options: CheckOptions) => cli.alone(() => check(cli, options)));
  group
    .command("docs")
    .description(
      "tables with columns, comments, keys, indexes and grants as a document: the same bytes for the same schema",
    )
    .requiredOption("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .addOption(new Option("--format <format>", "what to write").choices([...schemaDocsFormats]).default("markdown"))
    .option("--schema <name...>", "only these schemas")
    .option("--output <file>", "write a file; beside Markdown its diagram as .svg")
    .action((options: DocsOptions) => cli.alone(() => writeDocs(cli, options)));
};

/** The group, which other verbs may have begun. */
function findGroup(program: Command): Command {
  const known = program.commands.find((command) => command.name() === "schema");
  return known ?? program.command("schema").description("rules that a schema keeps, and documents of it");
}

/** Reads the database that a URL names. */
async function onUrl<T>(cli: Cli, url: string, cause: string, run: (session: PageSession) => Promise<T>): Promise<T> {
  return await withDatabaseUrl(url, (databases, ref) => databases.read(ref, cause, run, { signal: cli.signal }));
}

async function check(cli: Cli, options: CheckOptions): Promise<ExitCode> {
  const exceptions = options.exceptions === undefined ? [] : await readExceptions(options.exceptions);
  const report = await onUrl(cli, options.database, "schema check", (session) =>
    checkSchema(session, exceptions, () => undefined),
  );
  const { terminal } = cli;
  if (options.format === "json") terminal.writeOut(`${JSON.stringify(toJson(report), null, 2)}\n`);
  else printReport(terminal.writeOut, report);
  for (const { code, subject } of report.idleExceptions)
    terminal.writeError(`No finding needs the exception for ${visible(`${code} ${subject}`)} any more.\n`);
  const counts = report.findings.some(({ severity }) => weights[severity] <= weights[options.failOn]);
  return counts ? 1 : 0;
}

/** What could not be checked stands among the findings, so that nobody takes silence for an answer; it gives no 1. */
function toJson({ findings, notChecked }: SchemaCheckReport): readonly unknown[] {
  const unread = notChecked.map(({ what, message, hint, codes }) => ({
    code: "not-checked",
    severity: "info",
    subject: what,
    message,
    evidence: { rules: codes.join(", "), hint: hint ?? null },
  }));
  return [...findings.map(({ schema: _schema, table: _table, ...finding }) => finding), ...unread];
}

const columns: readonly TableColumn<SchemaFinding>[] = [
  { title: "severity", text: ({ severity }) => severity },
  { title: "rule", text: ({ code }) => code },
  { title: "object", text: ({ subject }) => subject },
  { title: "fix", text: ({ fix }) => fix?.title ?? "–" },
];

function printReport(write: (text: string) => void, report: SchemaCheckReport): void {
  const { findings, excepted, notChecked, checkedTables, isCut } = report;
  if (findings.length > 0) write(`${formatTable(columns, findings)}\n\n`);
  const accepted = excepted.length === 0 ? "" : `, ${excepted.length} accepted`;
  write(`${checkedTables} tables${isCut ? ", the largest ones only" : ""}: ${findings.length} findings${accepted}.\n`);
  for (const { what, message, hint, codes } of notChecked) {
    const rules = codes.length === 0 ? "" : ` (${codes.join(", ")})`;
    write(`Not checked: ${visible(`${what}${rules}. ${message} ${hint ?? ""}`.trimEnd())}\n`);
  }
}

async function readExceptions(file: string): Promise<readonly SchemaException[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw badExceptions(file, "it is not JSON");
    throw toFileError(error, file);
  }
  const parsed = schemaExceptionsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badExceptions(file, `${issue?.message ?? "it has another shape"} (at ${issue?.path.join(".") ?? "its top"})`);
}

function badExceptions(file: string, why: string): AppError {
  return new AppError("invalidInput", `${file} is no list of exceptions: ${why}`, {
    hint: 'It looks like [{ "code": "no-primary-key", "subject": "public.note", "reason": "a log that is only appended to" }].',
  });
}

async function writeDocs(cli: Cli, { database, format, schema, output }: DocsOptions): Promise<ExitCode> {
  const schemas = schema ?? null;
  if (output === undefined) {
    const docs = await onUrl(cli, database, "schema documents", (session) => readSchemaDocs(session, format, schemas));
    cli.terminal.writeOut(docs.text);
    return 0;
  }
  const picture = `${output.replace(/\.(md|markdown)$/i, "")}.svg`;
  const files = await onUrl(cli, database, "schema documents", async (session) => {
    const isMarkdown = format === "markdown";
    const docs = await readSchemaDocs(session, format, schemas, isMarkdown ? basename(picture) : null);
    const drawn = isMarkdown ? await readSchemaDocs(session, "svg", schemas) : null;
    return [{ path: output, text: docs.text }, ...(drawn ? [{ path: picture, text: drawn.text }] : [])];
  });
  for (const { path, text } of files)
    try {
      await writeFile(path, text);
      cli.terminal.writeError(`${visible(path)} is written.\n`);
    } catch (error) {
      throw toFileError(error, path);
    }
  return 0;
}
