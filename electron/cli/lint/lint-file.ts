import type { MigrationFinding } from "../../../shared/changes/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { readLintCatalog } from "../../changes/lint/catalog/read-lint-catalog.ts";
import { type LintContext, lintScript } from "../../changes/lint/lint-script.ts";
import { placeFindings, type TextSpan } from "../../changes/lint/output/place-findings.ts";
import type { LintedFile, PlacedFinding } from "../../changes/lint/output/to-sarif.ts";
import { prepareScript } from "../../changes/script/prepare-script.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { CliContext } from "../cli-context.ts";
import type { SqlFile } from "./read-sql-files.ts";

/** Reads one file's findings. A script that does not parse is one finding, `syntax-error`. */
export type FileLinter = (file: SqlFile) => Promise<LintedFile>;

/** Lints in this process, against a database where there is a session to it. */
export function lintHere(context: LintContext, session: ReadSession | null): FileLinter {
  return async ({ path, text, direction, hasDown }) => {
    try {
      const statements = await prepareScript(text);
      const known = session ? await readLintCatalog(session, statements, context.signal) : {};
      const script = { migrationId: path, direction, text, statements, hasDown };
      const findings = await lintScript(script, { ...context, ...known });
      const spans = new Map(
        statements.map(({ index, offset, sql }) => [index, { start: offset, end: offset + sql.length }]),
      );
      return { path, findings: placeFindings(text, spans, findings) };
    } catch (error) {
      if (!isAppError(error, "sql")) throw error;
      const line = Number(/ \(line (\d+)\)$/.exec(error.message)?.[1] ?? 1);
      return { path, findings: [syntaxError(error.message, line)] };
    }
  };
}

/** Lints in the app, which knows the connection's password. */
export function lintInApp(
  { request, note }: Pick<CliContext, "request" | "note">,
  connectionId: string,
  { runner, optionalRules }: Pick<LintContext, "runner" | "optionalRules">,
): FileLinter {
  return async ({ path, text, direction, hasDown }) => {
    const scripts = direction === "up" ? { upSql: text, downSql: hasDown ? "" : null } : { upSql: "", downSql: text };
    const options = { connectionId, runner, optionalRules: [...optionalRules] };
    const linted = await request("changes.lint", { ...scripts, ...options });
    if (linted.against.kind === "textOnly") note(`${path}: by its text alone, because ${linted.against.reason}`);
    const [problem] = linted.problems;
    if (problem) return { path, findings: [syntaxError(problem.message, problem.line ?? 1)] };
    const spans = new Map<number, TextSpan>(linted.places.map((place) => [place.statementIndex, place]));
    const findings = linted.findings.map((finding) => ({ ...finding, migrationId: path }));
    return { path, findings: placeFindings(text, spans, findings) };
  };
}

function syntaxError(message: string, line: number): PlacedFinding {
  const finding = {
    code: "syntax-error",
    severity: "error",
    class: "risky",
    lock: null,
    subject: "script",
    message,
    evidence: {},
  } satisfies Partial<MigrationFinding>;
  return { finding, region: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 }, fixRegions: [] };
}
