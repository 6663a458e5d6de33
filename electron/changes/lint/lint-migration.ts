import type { Direction, MigrationClass, MigrationFinding, ScriptProblem } from "../../../shared/changes/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { decodeScript, type MigrationBytes } from "../../migrations/script-bytes.ts";
import { parserInPlace, type SqlParser } from "../../sql/parser/sql-parser.ts";
import { type PreparedStatement, prepareScript } from "../script/prepare-script.ts";
import { contextAfter } from "./context-after.ts";
import { type LintContext, lintScript, textOnly } from "./lint-script.ts";

/** A migration with everything that can be said of it without a database. */
export interface LintedMigration {
  readonly upSql: string;
  readonly downSql: string | null;
  readonly up: readonly PreparedStatement[];
  readonly down: readonly PreparedStatement[] | null;
  readonly class: MigrationClass;
  readonly findings: readonly MigrationFinding[];
  readonly problems: readonly ScriptProblem[];
}

const classes: readonly MigrationClass[] = ["safe", "risky", "breaking"];

/** The gravest of some classes. */
export function worstClass(found: readonly MigrationClass[]): MigrationClass {
  return classes[Math.max(0, ...found.map((one) => classes.indexOf(one)))] ?? "safe";
}

/** Parses and lints both scripts. What cannot be parsed is a problem, not an error. The class is that of the up script. */
export async function lintMigration(
  migration: MigrationBytes,
  parser: SqlParser = parserInPlace,
  context: LintContext = textOnly,
): Promise<LintedMigration> {
  const [up, down] = await Promise.all([
    readScript(migration, "up", migration.up, parser),
    migration.down === null ? null : readScript(migration, "down", migration.down, parser),
  ]);
  const place = { migrationId: migration.id, hasDown: migration.down !== null };
  const findings = [
    ...(up.problem ? [] : await lintScript({ ...place, ...up, direction: "up" }, context)),
    ...(down && !down.problem
      ? await lintScript({ ...place, ...down, direction: "down" }, contextAfter(context, up.statements))
      : []),
  ];
  return {
    upSql: up.text,
    downSql: down?.text ?? null,
    up: up.statements,
    down: down?.statements ?? null,
    class: worstClass(findings.filter(({ direction }) => direction === "up").map((finding) => finding.class)),
    findings,
    problems: [up.problem, down?.problem ?? null].filter((problem) => problem !== null),
  };
}

interface ReadScript {
  readonly text: string;
  readonly statements: readonly PreparedStatement[];
  readonly problem: ScriptProblem | null;
}

async function readScript(
  { id }: MigrationBytes,
  direction: Direction,
  bytes: Buffer,
  parser: SqlParser,
): Promise<ReadScript> {
  const text = decodeScript(bytes);
  const problem = (message: string, line: number | null) => ({ migrationId: id, direction, message, line });
  if (text === null) return { text: "", statements: [], problem: problem("The file is not UTF-8 text.", null) };
  try {
    return { text, statements: await prepareScript(text, parser), problem: null };
  } catch (error) {
    if (!isAppError(error, "sql", "tooLarge", "timeout")) throw error;
    const line = / \(line (\d+)\)$/.exec(error.message)?.[1];
    return { text, statements: [], problem: problem(error.message, line === undefined ? null : Number(line)) };
  }
}
