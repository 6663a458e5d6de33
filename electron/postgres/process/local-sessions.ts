import { DirectSession } from "../direct-session.ts";
import { toAppError } from "../errors.ts";
import type { RawSession, RawSessionOpener } from "../raw-session.ts";
import type { StreamHub } from "./stream-hub.ts";

/** Opens sessions in this process; streams go to the ports that `hub` knows. */
export function createLocalSessions(hub: StreamHub): RawSessionOpener {
  return async (parameters, options) => {
    const direct = await DirectSession.open(parameters, options);
    return localSession(direct, hub);
  };
}

function localSession(direct: DirectSession, hub: StreamHub): RawSession {
  return {
    backendPid: direct.backendPid,
    get transactionStatus() {
      return direct.transactionStatus;
    },
    query: (sql, values, limits, signal) => direct.query(sql, values, { ...limits, ...(signal ? { signal } : {}) }),
    stream: async (target, sql, values, limits, signal) => {
      const startedAt = performance.now();
      const part = hub.begin(target, sql);
      try {
        const either = signal ? AbortSignal.any([signal, part.gone]) : part.gone;
        const outcome = await direct.run(sql, values, { ...limits, signal: either }, part);
        const end = { ...outcome, durationMs: performance.now() - startedAt };
        part.end(end);
        return end;
      } catch (error) {
        const failure = toAppError(error, sql);
        part.fail(failure);
        throw failure;
      }
    },
    onLost: (listener) => direct.onLost(listener),
    close: () => direct.close(),
  };
}
