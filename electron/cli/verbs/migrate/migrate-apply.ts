import type { LedgerEvent } from "../../../../shared/changes/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { TableColumn } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import { printRequest } from "./migrate-review.ts";
import {
  type ActingOptions,
  acting,
  findConnection,
  findRequest,
  type TargetOptions,
  withActing,
  withTarget,
} from "./migrate-target.ts";

interface HistoryOptions extends TargetOptions {
  readonly limit: string;
}

interface PromoteOptions extends ActingOptions {
  readonly to: string;
}

const columns: readonly TableColumn<LedgerEvent>[] = [
  { title: "#", text: ({ sequence }) => String(sequence), isNumber: true },
  { title: "at", text: ({ at }) => at },
  { title: "person", text: ({ person }) => person },
  { title: "what", text: ({ kind }) => kind },
  { title: "request", text: ({ requestId }) => requestId?.slice(0, 8) ?? "–" },
  { title: "summary", text: ({ summary }) => summary },
];

/** `steward migrate apply|rollback|promote|history`. */
export const registerMigrateApply: RegisterVerb = (group, cli) => {
  const descriptions = {
    apply: "applies an approved change request, or continues it after a failure or crash",
    rollback: "runs the down scripts of what was applied",
  } as const;
  for (const verb of ["apply", "rollback"] as const)
    withActing(group.command(`${verb} <request>`).description(descriptions[verb])).action(
      (wanted: string, options: ActingOptions) =>
        cli.withApp(async (context) => {
          const { id: connectionId } = await findConnection(context, options.connection);
          const { id } = await findRequest(context, connectionId, wanted);
          const request = await context.request(`changes.${verb}`, { connectionId, id, ...acting(options) });
          printRequest(context, options.format, request);
          return 0;
        }),
    );
  withActing(
    group
      .command("promote <request>")
      .description("submits the bytes of an applied request on the next environment, rehearsed there first"),
  )
    .requiredOption("--to <connection>", "id or name of the connection it goes to")
    .action((wanted: string, options: PromoteOptions) =>
      cli.withApp(async (context) => {
        const { id: connectionId } = await findConnection(context, options.connection);
        const { id: toConnectionId } = await findConnection(context, options.to);
        const { id } = await findRequest(context, connectionId, wanted);
        const input = { connectionId, id, toConnectionId, ...acting(options) };
        printRequest(context, options.format, await context.request("changes.promote", input));
        return 0;
      }),
    );
  withTarget(group.command("history").description("the ledger's events, newest first"))
    .option("--limit <number>", "at most so many", "100")
    .action((options: HistoryOptions) =>
      cli.withApp(async (context) => {
        const { id } = await findConnection(context, options.connection);
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1 || limit > 5_000)
          throw new AppError("invalidInput", `“${options.limit}” is no number from 1 to 5000.`, {
            hint: "Try --limit 50.",
          });
        context.printList(
          options.format,
          await context.request("changes.history", { connectionId: id, limit }),
          columns,
        );
        return 0;
      }),
    );
};
