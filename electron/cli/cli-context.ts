import { randomUUID } from "node:crypto";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../shared/ipc/contracts.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { TopicName } from "../../shared/ipc/topics.ts";
import type { OperationProgress, WireRequest, WireResponse } from "../../shared/ipc/wire.ts";
import { formatTable, type OutputFormat, type TableColumn, visible } from "./output.ts";

/** What carries requests: the running app's socket, or an app in this process. */
export interface RequestCarrier {
  handle(request: WireRequest): Promise<WireResponse>;
  onEvent(listener: (topic: TopicName, payload: unknown) => void): void;
  close(): Promise<void>;
}

/** Where output goes. */
export interface Terminal {
  writeOut(text: string): void;
  writeError(text: string): void;
}

/** Exit codes: 0 fine, 1 findings or a refusal, 2 usage or failure. */
export type ExitCode = 0 | 1 | 2;

/** What a verb works with. */
export interface CliContext {
  request<Name extends Channel>(channel: Name, input: RequestInput<Name>): Promise<RequestOutput<Name>>;
  /** Prints `value` as JSON, or `rows` as a table, as `--format` says. */
  printList<Row>(format: OutputFormat, rows: readonly Row[], columns: readonly TableColumn<Row>[]): void;
  print(text: string): void;
  printJson(value: unknown): void;
  /** Progress and remarks go to standard error, so that output can be piped. */
  note(text: string): void;
}

/** A context over an opened carrier. Aborting `signal` cancels the running operation. */
export function createCliContext(carrier: RequestCarrier, terminal: Terminal, signal: AbortSignal): CliContext {
  const progressOf = new Map<string, (progress: Progress) => void>();
  carrier.onEvent((topic, payload) => {
    if (topic !== "operation.progress") return;
    const { operationId, progress } = payload as OperationProgress; // the topic's own payload
    progressOf.get(operationId)?.(progress);
  });
  const note = (text: string) => terminal.writeError(`${text}\n`);
  const printJson = (value: unknown) => terminal.writeOut(`${JSON.stringify(value, null, 2)}\n`);
  return {
    request: async <Name extends Channel>(channel: Name, input: RequestInput<Name>) => {
      const operationId = randomUUID();
      progressOf.set(operationId, createProgressLine(note));
      const cancel = () => void carrier.handle({ channel: "operations.cancel", input: { operationId } });
      signal.addEventListener("abort", cancel, { once: true });
      try {
        const response = await carrier.handle({ channel, input, operationId });
        if (!response.ok) throw AppError.fromWire(response.error);
        return response.value as RequestOutput<Name>; // the router answers what the contract declares
      } finally {
        signal.removeEventListener("abort", cancel);
        progressOf.delete(operationId);
      }
    },
    printList: (format, rows, columns) => {
      if (format === "json") printJson(rows);
      else terminal.writeOut(`${formatTable(columns, rows)}\n`);
    },
    print: (text) => terminal.writeOut(`${text}\n`),
    printJson,
    note,
  };
}

/** Notes each step of an operation once. */
function createProgressLine(note: (text: string) => void): (progress: Progress) => void {
  let last = "";
  return ({ step }) => {
    if (step === last) return;
    last = step;
    note(`… ${visible(step)}`);
  };
}

/** Prints an error for people and gives the exit code it stands for. */
export function reportError(error: unknown, terminal: Terminal): ExitCode {
  if (!(error instanceof AppError)) {
    terminal.writeError(`steward: internal error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const { hint, postgres } = error.details;
  const sqlstate = postgres ? ` (SQLSTATE ${postgres.sqlstate})` : "";
  terminal.writeError(`steward: ${visible(error.message)}${sqlstate}\n`);
  if (postgres?.detail) terminal.writeError(`  ${visible(postgres.detail)}\n`);
  if (hint) terminal.writeError(`  ${visible(hint)}\n`);
  return error.code === "refused" || error.code === "conflict" ? 1 : 2;
}
