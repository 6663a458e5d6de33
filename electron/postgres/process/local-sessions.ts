import { setTimeout as wait } from "node:timers/promises";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import { createJobSession } from "../copy/job-session.ts";
import type { SessionJobs } from "../copy/session-jobs.ts";
import { DirectSession } from "../direct-session.ts";
import { toAppError } from "../errors.ts";
import type { RawSession, RawSessionOpener } from "../raw-session.ts";
import type { ConnectParameters, SessionOptions } from "../session.ts";
import { Tunnels } from "../tunnel/tunnels.ts";
import type { StepListener, TransportParts } from "../wire/transport.ts";
import type { StreamHub } from "./stream-hub.ts";

/** How long a server may take to recover after a crash before who connects is told of it. */
const recoveryMs = 30_000;
const retryMs = 200;

/** Opens sessions in this process; streams go to the ports that `hub` knows, and `jobs` can be run on them. */
export function createLocalSessions(
  hub: StreamHub,
  jobs: SessionJobs = {},
  onStep: StepListener = () => undefined,
): RawSessionOpener {
  const parts = { tunnels: new Tunnels(), onStep };
  return async (parameters, options) => {
    const direct = await openWhenReady(parameters, options, parts);
    return localSession(direct, hub, jobs);
  };
}

/** A server that recovers answers `57P03` (cannot connect now) until it is ready, mostly within seconds. */
async function openWhenReady(
  parameters: ConnectParameters,
  options: SessionOptions,
  parts: TransportParts,
): Promise<DirectSession> {
  const deadline = performance.now() + recoveryMs;
  for (;;) {
    try {
      return await DirectSession.open(parameters, options, parts);
    } catch (error) {
      const isStarting = isAppError(error) && error.details.postgres?.sqlstate === "57P03";
      if (!isStarting || options.signal?.aborted || performance.now() > deadline) throw error;
      await wait(retryMs);
    }
  }
}

function localSession(direct: DirectSession, hub: StreamHub, jobs: SessionJobs): RawSession {
  return {
    backendPid: direct.backendPid,
    get transactionStatus() {
      return direct.transactionStatus;
    },
    query: (sql, values, limits, signal) => direct.query(sql, values, { ...limits, ...(signal ? { signal } : {}) }),
    stream: async (target, sql, values, limits, signal) => {
      const startedAt = performance.now();
      await hub.whenOpened(target, signal);
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
    job: async (name, input, onEvent, signal) => {
      const job = jobs[name];
      if (!job) throw new Error(`This process knows no job ${name}.`);
      const stop = signal ?? new AbortController().signal;
      const report = (progress: Progress) => onEvent({ kind: "progress", progress });
      return await job(createJobSession(direct, onEvent, stop), input, { signal: stop, report });
    },
    onLost: (listener) => direct.onLost(listener),
    close: () => direct.close(),
  };
}
