import type { Command } from "commander";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
import type { OutputFormat } from "../../output.ts";
import { type Cli, formatOption } from "../../verb.ts";
import { outputOf, printPlans } from "./print-plans.ts";
import { readText } from "./read-text.ts";

/** Adds `read` to the group: plans that were made elsewhere. */
export function addRead(group: Command, cli: Cli): void {
  group
    .command("read <file>")
    .description("the output of EXPLAIN (FORMAT JSON), computed; - reads standard input")
    .addOption(formatOption())
    .action((file: string, { format }: { readonly format: OutputFormat }) =>
      cli.alone(async () => {
        const plans = readPlans(await readText(file));
        return printPlans(outputOf(cli), format, { plans, context: { relations: [], foreignKeys: [] } });
      }),
    );
}
