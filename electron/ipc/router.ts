import { AppError } from "../../shared/ipc/app-error.ts";
import type { Contract } from "../../shared/ipc/declare.ts";
import { operationsContract as operations, type operationsContract } from "../../shared/ipc/operations.ts";
import {
  type OperationProgress,
  type WireRequest,
  type WireResponse,
  wireRequestSchema,
} from "../../shared/ipc/wire.ts";
import type { Handlers, RequestContext } from "./handlers.ts";
import type { Redactor } from "./redactor.ts";
import { RunningRequests } from "./running-requests.ts";
import { throttleProgress } from "./throttle-progress.ts";
import { invalidInput, toWireError } from "./wire-error.ts";

/** What the router needs. `operations.cancel` is its own; every other request of the contracts has a handler. */
export interface RouterOptions<C extends Contract> {
  readonly contracts: C;
  readonly handlers: Handlers<Omit<C, keyof typeof operationsContract>>;
  readonly redactor: Redactor;
  /** Tells one client of the progress of its operation. */
  readonly emitProgress: (clientId: string, progress: OperationProgress) => void;
  readonly log: (line: string) => void;
}

/** Checks a request, runs its handler, converts errors: the one way in, for every host. */
export interface Router {
  /** Answers one message of a client. Never rejects. */
  handle(clientId: string, message: unknown): Promise<WireResponse>;
  /** Cancels everything that runs for a client. */
  forgetClient(clientId: string): void;
  /** Refuses new requests, cancels the running ones and waits until they have ended. */
  close(): Promise<void>;
}

type AnyHandler = (input: unknown, context: RequestContext) => Promise<unknown>;

/** See `Router`. */
export function createRouter<C extends Contract>(options: RouterOptions<C>): Router {
  const running = new RunningRequests();
  const handlers = new Map<string, AnyHandler>(
    Object.entries(options.handlers as Readonly<Record<string, AnyHandler>>), // their inputs are parsed by their own schema
  );
  let isClosed = false;

  const run = async (clientId: string, request: WireRequest, handler: AnyHandler, signal: AbortSignal) => {
    const declaration = declarationOf(options.contracts, request.channel);
    const parsed = declaration.input.safeParse(request.input);
    if (!parsed.success) throw invalidInput(parsed.error);
    options.redactor.learnFrom(parsed.data);
    const { operationId } = request;
    const progress = throttleProgress((step) => {
      if (operationId !== undefined) options.emitProgress(clientId, { operationId, progress: step });
    });
    const report = declaration.kind === "operation" ? progress.report : () => undefined;
    try {
      return await handler(parsed.data, { clientId, signal, report });
    } catch (error) {
      // Code that was handed our signal throws AbortErrors of its own.
      if (signal.aborted && error instanceof Error && error.name === "AbortError") throw signal.reason;
      throw error;
    } finally {
      progress.end();
    }
  };

  const answer = async (clientId: string, request: WireRequest): Promise<unknown> => {
    if (isClosed) throw new AppError("cancelled", "Steward is closing.");
    if (request.channel === "operations.cancel") return cancel(running, clientId, request.input);
    const handler = handlers.get(request.channel);
    if (!handler || !Object.hasOwn(options.contracts, request.channel)) throw unknownRequest();
    return await running.run(clientId, request.operationId, (signal) => run(clientId, request, handler, signal));
  };

  return {
    handle: async (clientId, message) => {
      const { redactor, log } = options;
      try {
        const parsed = wireRequestSchema.safeParse(message);
        if (!parsed.success) throw invalidInput(parsed.error);
        return { ok: true, value: await answer(clientId, parsed.data) };
      } catch (error) {
        return { ok: false, error: toWireError(error, { channel: channelOf(message), redact: redactor.redact, log }) };
      }
    },
    forgetClient: (clientId) => running.cancelAll(clientId),
    close: async () => {
      isClosed = true;
      running.cancelAll();
      await running.settled();
    },
  };
}

/** For the log: a name without anything that could break its line. */
function channelOf(message: unknown): string {
  const isNamed = typeof message === "object" && message !== null && "channel" in message;
  return isNamed && typeof message.channel === "string" ? message.channel.replace(/[^\w.]/g, "").slice(0, 100) : "?";
}

function declarationOf(contracts: Contract, channel: string) {
  const declaration = contracts[channel];
  if (!declaration) throw unknownRequest();
  return declaration;
}

function cancel(running: RunningRequests, clientId: string, input: unknown): boolean {
  const parsed = operations["operations.cancel"].input.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  return running.cancel(clientId, parsed.data.operationId);
}

function unknownRequest(): AppError {
  return new AppError("unknownRequest", "Steward does not know this request.", {
    hint: "The window and the app may be of different versions: reload the window.",
  });
}
