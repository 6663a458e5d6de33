import type { Command } from "commander";
import { readPlanText } from "../../../../shared/plans/text/read-plan-text.ts";
import { type OutputFormat, visible } from "../../output.ts";
import { type Cli, formatOption } from "../../verb.ts";
import { outputOf, printPlans } from "./print-plans.ts";
import { readText } from "./read-text.ts";

/** Adds `read` to the group: plans that were made elsewhere, in whatever form they were copied. */
export function addRead(group: Command, cli: Cli): void {
  group
    .command("read <file>")
    .description("plans of EXPLAIN's text or JSON, also from a log, a mail or a terminal; - reads standard input")
    .addOption(formatOption())
    .action((file: string, { format }: { readonly format: OutputFormat }) =>
      cli.alone(async () => {
        const { plans, remarks } = readPlanText(await readText(file));
        const exitCode = printPlans(outputOf(cli), format, { plans, context: { relations: [], foreignKeys: [] } });
        for (const remark of remarks) cli.terminal.writeError(`note: ${visible(remark)}\n`);
        return exitCode;
      }),
    );
}
