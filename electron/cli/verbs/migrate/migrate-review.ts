import type { ChangeRequest, ChangeRequestSummary } from "../../../../shared/changes/model.ts";
import type { CliContext } from "../../cli-context.ts";
import type { OutputFormat, TableColumn } from "../../output.ts";
import type { RegisterVerb } from "../../verb.ts";
import {
  type ActingOptions,
  acting,
  findConnection,
  findMigrations,
  findRequest,
  type TargetOptions,
  withActing,
  withTarget,
} from "./migrate-target.ts";

interface SubmitOptions extends ActingOptions {
  readonly title?: string;
  readonly description: string;
  readonly spec: string;
}

interface DecisionOptions extends ActingOptions {
  readonly hash: string;
  readonly comment: string;
}

const columns: readonly TableColumn<ChangeRequestSummary>[] = [
  { title: "request", text: ({ id }) => id.slice(0, 8) },
  { title: "state", text: ({ state }) => state },
  { title: "class", text: (request) => request.class },
  { title: "author", text: ({ author }) => author },
  { title: "title", text: ({ title }) => title },
  { title: "migrations", text: ({ migrationIds }) => migrationIds.join(", ") },
  { title: "created", text: ({ createdAt }) => createdAt },
];

/** `steward migrate submit|review|approve|refuse`. */
export const registerMigrateReview: RegisterVerb = (group, cli) => {
  withActing(
    group.command("submit <migration...>").description("offers migrations for review; the acting role is the author"),
  )
    .option("--title <title>", "title; the migrations' names without it")
    .option("--description <text>", "what it is for", "")
    .option("--spec <reference>", "where the reason is written down: a link or number", "")
    .action((wanted: string[], options: SubmitOptions) =>
      cli.withApp(async (context) => {
        const { id } = await findConnection(context, options.connection);
        const migrationIds = await findMigrations(context, id, wanted);
        const request = await context.request("changes.submit", {
          connectionId: id,
          migrationIds,
          title: options.title ?? migrationIds.join(", ").slice(0, 200),
          description: options.description,
          ...(options.spec === "" ? {} : { specReference: options.spec }),
          ...acting(options),
        });
        printRequest(context, options.format, request);
        return 0;
      }),
    );
  withTarget(
    group.command("review [request]").description("all change requests, or one with everything about it"),
  ).action((wanted: string | undefined, options: TargetOptions) =>
    cli.withApp(async (context) => {
      const { id } = await findConnection(context, options.connection);
      if (wanted === undefined) {
        context.printList(options.format, await context.request("changes.list", { connectionId: id }), columns);
        return 0;
      }
      const request = await findRequest(context, id, wanted);
      printRequest(
        context,
        options.format,
        await context.request("changes.read", { connectionId: id, id: request.id }),
      );
      return 0;
    }),
  );
  for (const verdict of ["approve", "refuse"] as const)
    withActing(group.command(`${verdict} <request>`).description(`${verdict}s a change request, as the acting role`))
      .requiredOption("--hash <sha256>", "the request's hash as you reviewed it")
      .option("--comment <text>", "why", "")
      .action((wanted: string, options: DecisionOptions) =>
        cli.withApp(async (context) => {
          const { id: connectionId } = await findConnection(context, options.connection);
          const { id } = await findRequest(context, connectionId, wanted);
          const decision = {
            connectionId,
            id,
            expectedHash: options.hash,
            comment: options.comment,
            ...acting(options),
          };
          printRequest(context, options.format, await context.request(`changes.${verdict}`, decision));
          return 0;
        }),
      );
};

/** A request for people, or all of it as JSON. */
export function printRequest(context: CliContext, format: OutputFormat, request: ChangeRequest): void {
  if (format === "json") return context.printJson(request);
  context.printList("table", [request], columns);
  context.print(`\nhash ${request.hash}`);
  if (request.report) context.print(`rehearsal ${request.report.outcome}, report ${request.report.hash}`);
  for (const { verdict, person, at } of request.decisions)
    context.print(`${verdict === "approve" ? "approved" : "refused"} by ${person}, ${at}`);
  if (request.detail.specReference !== "") context.print(`spec ${request.detail.specReference}`);
  for (const { person, at, reason } of request.emergencies) context.print(`emergency by ${person}, ${at}: ${reason}`);
  for (const { kind, name, at } of request.restorePoints) context.print(`restore point ${kind} ${name}, ${at}`);
  for (const { kind, outcome, detail } of request.checks) context.print(`${kind} ${outcome}: ${detail}`);
  for (const { direction, migrationId, outcome, person, error } of request.applications)
    context.print(`${migrationId} ${direction}: ${outcome} by ${person}${error === null ? "" : `: ${error}`}`);
}
