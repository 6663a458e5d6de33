import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { PlanMode } from "../../../shared/plans/contract.ts";
import { findPlanProblems } from "../../../shared/plans/findings/registry.ts";
import type { Plan, PlanContext, PlanNode } from "../../../shared/plans/model.ts";
import { readPlans } from "../../../shared/plans/reading/read-plans.ts";
import { runPlan } from "../../plans/run-plan.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import type { CliContext, ExitCode } from "../cli-context.ts";
import { formatMs, formatTable, type OutputFormat, type TableColumn, visible } from "../output.ts";
import { type Cli, formatOption, type RegisterVerb } from "../verb.ts";
import { withDatabaseUrl } from "../with-database-url.ts";

interface RunOptions {
  readonly connection?: string;
  readonly branch?: string;
  readonly database?: string;
  readonly query: string;
  readonly analyze?: boolean;
  readonly timeout: string;
  readonly format: OutputFormat;
}

interface Explained {
  readonly plans: readonly Plan[];
  readonly context: PlanContext;
}

type Output = Pick<CliContext, "print" | "printJson" | "printList">;

/** `steward plan read FILE` and `steward plan run`. */
export const registerPlan: RegisterVerb = (program, cli) => {
  const group = program.command("plan").description("plans of statements, with findings");
  addRead(group, cli);
  group
    .command("run")
    .description("explain one statement, in a READ ONLY transaction that is rolled back")
    .option("--connection <id>", "a saved connection")
    .option("--branch <id>", "a branch of the connection's project; its own without it")
    .option("--database <url>", "a database by URL; the password comes from PGPASSWORD")
    .requiredOption("--query <file>", "file with the statement; - reads standard input")
    .option("--analyze", "run it and measure")
    .option("--timeout <ms>", "longest run on the server; 0 means none", "30000")
    .addOption(formatOption())
    .action(async (options: RunOptions) => {
      const { connection, database } = options;
      if ((connection === undefined) === (database === undefined)) {
        await cli.alone(async () => {
          throw new AppError("invalidInput", "Name either --connection or --database.");
        });
      } else if (database !== undefined) await cli.alone(() => runOnUrl(cli, database, options));
      else if (connection !== undefined)
        await cli.withApp(async (context) => {
          const { branch, query } = options;
          const ref = { connectionId: connection, ...(branch === undefined ? {} : { branchId: branch }) };
          const sql = await readText(query);
          const input = { ref, sql, mode: modeOf(options), timeoutMs: readTimeout(options) };
          return print(context, options.format, await context.request("plans.run", input));
        });
    });
};

function addRead(group: Command, cli: Cli): void {
  group
    .command("read <file>")
    .description("the output of EXPLAIN (FORMAT JSON), computed; - reads standard input")
    .addOption(formatOption())
    .action((file: string, { format }: { readonly format: OutputFormat }) =>
      cli.alone(async () => {
        const plans = readPlans(await readText(file));
        return print(outputOf(cli), format, { plans, context: { relations: [], foreignKeys: [] } });
      }),
    );
}

/** Explains on the database that a URL names. */
async function runOnUrl(cli: Cli, url: string, options: RunOptions): Promise<ExitCode> {
  return await withDatabaseUrl(url, async (databases, ref) => {
    const sql = await readText(options.query);
    const request = { ref, sql, parameters: [], mode: modeOf(options), timeoutMs: readTimeout(options) };
    const { raw, context } = await runPlan({ databases, parser: parserInPlace }, request, {
      signal: cli.signal,
      report: () => undefined,
    });
    return print(outputOf(cli), options.format, { plans: readPlans(raw), context });
  });
}

function modeOf({ analyze }: RunOptions): PlanMode {
  return analyze ? "analyze" : "estimate";
}

function readTimeout({ timeout }: RunOptions): number {
  const ms = Number(timeout);
  if (Number.isInteger(ms) && ms >= 0 && ms <= 3_600_000) return ms;
  throw new AppError("invalidInput", `--timeout takes milliseconds from 0 to 3600000, not "${timeout}".`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file === "-" ? "/dev/stdin" : file, "utf8");
  } catch (error) {
    throw toFileError(error, file);
  }
}

/** Printing without the app's context. */
function outputOf({ terminal }: Cli): Output {
  return {
    print: (text) => terminal.writeOut(`${text}\n`),
    printJson: (value) => terminal.writeOut(`${JSON.stringify(value, null, 2)}\n`),
    printList: (_, rows, shown) => terminal.writeOut(`${formatTable(shown, rows)}\n`),
  };
}

/** 1 when a diagnosis found something. */
function print(output: Output, format: OutputFormat, { plans, context }: Explained): ExitCode {
  const explained = plans.map((plan) => ({ plan, findings: findPlanProblems(plan, context) }));
  if (format === "json") output.printJson({ plans: explained.map(({ plan, findings }) => toJson(plan, findings)) });
  else
    for (const { plan, findings } of explained) {
      output.print(`Planning ${formatMs(plan.planningMs)}, execution ${formatMs(plan.executionMs)}`);
      output.printList("table", plan.nodes, columns);
      for (const { severity, message, fix } of findings)
        output.print(`\n${severity}: ${visible(message)}${fix === undefined ? "" : `\n${fix.sql}`}`);
    }
  return explained.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

/** The shape that other programs rely on: nodes in pre-order, ms null when not executed. */
function toJson(plan: Plan, findings: ReturnType<typeof findPlanProblems>) {
  return {
    planningMs: plan.planningMs,
    executionMs: plan.executionMs,
    nodes: plan.nodes.map((node) => ({
      id: node.id,
      parentId: node.parentId,
      nodeType: node.nodeType,
      ...(node.relation === undefined ? {} : { relation: node.relation }),
      ...(node.index === undefined ? {} : { index: node.index }),
      loops: node.loops,
      divisor: node.divisor,
      rows: node.rows,
      inclusiveMs: node.inclusiveMs,
      exclusiveMs: node.exclusiveMs,
      exclusiveBuffers: node.exclusiveBuffers,
    })),
    findings,
  };
}

const columns: readonly TableColumn<PlanNode>[] = [
  {
    title: "node",
    text: (node) => `${"  ".repeat(node.depth)}${node.nodeType}${node.relation ? ` on ${node.relation}` : ""}`,
  },
  {
    title: "exclusive",
    text: (node) => formatMs(node.exclusiveMs === null ? null : Math.max(0, node.exclusiveMs)),
    isNumber: true,
  },
  { title: "inclusive", text: (node) => formatMs(node.inclusiveMs), isNumber: true },
  { title: "rows", text: (node) => (node.rows === null ? "–" : String(node.rows)), isNumber: true },
  { title: "estimate", text: (node) => String(node.estimatedRows), isNumber: true },
  { title: "loops", text: (node) => (node.loops === null ? "–" : String(node.loops)), isNumber: true },
];
