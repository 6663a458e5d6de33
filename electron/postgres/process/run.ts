import { AppError } from "../../../shared/ipc/app-error.ts";
import type { JobEvent, SessionJobs } from "../copy/session-jobs.ts";
import type { RawSession } from "../raw-session.ts";
import type { TransactionStatus } from "../session.ts";
import type { DataPort, ParentChannel } from "./data-port.ts";
import { createLocalSessions } from "./local-sessions.ts";
import { type FromProcess, isToProcess, type ProcessCall } from "./messages.ts";
import { StreamHub } from "./stream-hub.ts";

/**
 * The database process: holds the sessions of one connection and sends their rows to the data ports that the host
 * attaches. Its only other power is that of its `jobs`, which main asks for: to read and write the files that main names.
 */
export function runDatabaseProcess(
  channel: ParentChannel,
  jobs: SessionJobs,
): {
  attach(clientId: string, port: DataPort): void;
} {
  const hub = new StreamHub();
  const open = createLocalSessions(hub, jobs);
  const sessions = new Map<number, RawSession>();
  const running = new Map<number, AbortController>();
  const send = (message: FromProcess) => channel.post(message);

  const owned = (id: number): RawSession => {
    const session = sessions.get(id);
    if (!session) throw new AppError("connectionLost", "The session is closed.");
    return session;
  };

  const perform = async (call: number, request: ProcessCall, signal: AbortSignal): Promise<unknown> => {
    switch (request.method) {
      case "open": {
        const session = await open(request.parameters, { ...request.options, signal });
        sessions.set(request.session, session);
        session.onLost((reason) => {
          sessions.delete(request.session);
          send({ kind: "lost", session: request.session, message: reason.message });
        });
        return session.backendPid;
      }
      case "query":
        return await owned(request.session).query(request.sql, request.values, request.limits, signal);
      case "stream": {
        const { session, target, sql, values, limits } = request;
        return await owned(session).stream(target, sql, values, limits, signal);
      }
      case "job": {
        const tell = (event: JobEvent) => send({ kind: "event", call, event });
        return await owned(request.session).job(request.name, request.input, tell, signal);
      }
      case "close": {
        const session = sessions.get(request.session);
        sessions.delete(request.session);
        await session?.close();
        return null;
      }
    }
  };

  const answer = async (call: number, request: ProcessCall): Promise<void> => {
    const controller = new AbortController();
    running.set(call, controller);
    const status = (): TransactionStatus => sessions.get(request.session)?.transactionStatus ?? "idle";
    try {
      const value = await perform(call, request, controller.signal);
      send({ kind: "result", call, value, status: status() });
    } catch (error) {
      send({ kind: "failure", call, error: wireErrorOf(error), status: status() });
    } finally {
      running.delete(call);
    }
  };

  channel.onMessage((message) => {
    if (!isToProcess(message)) return;
    if (message.kind === "abort") running.get(message.call)?.abort();
    else void answer(message.call, message.request);
  });
  return { attach: (clientId, port) => hub.attach(clientId, port) };
}

function wireErrorOf(error: unknown) {
  if (error instanceof AppError) return error.toWire();
  return new AppError("internal", error instanceof Error ? error.message : String(error)).toWire();
}
