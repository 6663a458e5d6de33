import type { RegisterVerb } from "../verb.ts";
import { findConnection, type TargetOptions, withTarget } from "./migrate/migrate-target.ts";

/** `steward ledger verify|policy`. Verifying ends with 1 when the chain is broken. */
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
  withTarget(group.command("policy").description("what the database's owner asks of every change")).action(
    (options: TargetOptions) =>
      cli.withApp(async (context) => {
        const { id } = await findConnection(context, options.connection);
        const { current, recorded, owner } = await context.request("changes.policy", { connectionId: id });
        if (options.format === "json") context.printJson({ current, recorded, owner });
        else {
          context.print(`${current.environment}: ${current.approvers} to approve, up to ${current.worstClass}`);
          context.print(
            `rehearsal: ${current.rehearsalHours === null ? "of any age" : `within ${current.rehearsalHours} h`}`,
          );
          context.print(`emergencies: ${current.allowsEmergency ? "allowed with a reason" : "none"}`);
          for (const { reason, days, from, to, timeZone } of current.freezes)
            context.print(`frozen: ${reason}, days ${days.join(" ")}, ${from} to ${to} ${timeZone}`);
          context.print(recorded[0] ? `set by ${recorded[0].person}, ${recorded[0].at}` : `never set; ${owner} can`);
        }
        return 0;
      }),
  );
};
