import type { RegisterVerb } from "../verb.ts";
import { findConnection, type TargetOptions, withTarget } from "./migrate-target.ts";

/** `steward ledger verify`. Ends with 1 when the chain is broken. */
export const registerLedger: RegisterVerb = (program, cli) => {
  const group = program.command("ledger").description("the record of changes in the target");
  withTarget(group.command("verify").description("recomputes the ledger's hash chain")).action(
    (options: TargetOptions) =>
      cli.withApp(async (context) => {
        const { id } = await findConnection(context, options.connection);
        const found = await context.request("changes.verify", { connectionId: id });
        if (options.format === "json") context.printJson(found);
        else if (found.isIntact) context.print(`intact: ${found.rows} events, head ${found.headHash ?? "none"}`);
        else context.print(`broken at event ${found.brokenSequence}: ${found.reason}`);
        return found.isIntact ? 0 : 1;
      }),
  );
};
