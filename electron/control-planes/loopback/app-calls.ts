import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ControlPlaneCall } from "../control-plane.ts";
import type { Intercept } from "../neon-api/http/http-server.ts";

/** Names the app's own call that a request belongs to; see `AppCalls`. */
export const callHeader = "x-steward-call";

interface OpenCall {
  readonly call: ControlPlaneCall;
  /** Ends the adapter's waiting once it is known why the change failed. */
  readonly stop: AbortController;
  isBegun: boolean;
  failure: unknown;
  /** Fulfils when the control plane is done with it, also with what it cleans up. */
  settled: Promise<void>;
}

/**
 * What Neon's API has no word for: that a change is cancelled, how far it is, and the app's own error. Adapter and API run in
 * one process, so only a name of the call travels, in a header; signal, progress and error stay here under that name.
 */
export class AppCalls {
  private readonly open = new Map<string, OpenCall>();
  private readonly asking = new AsyncLocalStorage<string>();
  private readonly answering = new AsyncLocalStorage<string>();

  /** What every request of the adapter carries. */
  readonly headers = (): Readonly<Record<string, string>> => {
    const id = this.asking.getStore();
    return id === undefined ? {} : { [callHeader]: id };
  };

  /** The API's side: the name goes with the request to the control plane. */
  readonly intercept: Intercept = async ({ headers }, _response, handle) => {
    const id = headers[callHeader];
    return await (typeof id === "string" ? this.answering.run(id, handle) : handle());
  };

  /** Makes a change through the adapter; rejects with the control plane's own error, once that is done with it. */
  async pass<T>(call: ControlPlaneCall, work: (call: ControlPlaneCall) => Promise<T>): Promise<T> {
    const id = randomUUID();
    const stop = new AbortController();
    const open: OpenCall = { call, stop, isBegun: false, failure: undefined, settled: Promise.resolve() };
    this.open.set(id, open);
    try {
      return await this.asking.run(id, () =>
        work({
          ...call,
          signal: AbortSignal.any([stop.signal, ...(call.signal ? [call.signal] : [])]),
          report: (progress) => {
            if (!open.isBegun) call.report?.(progress);
          },
        }),
      );
    } catch (error) {
      await open.settled;
      throw open.failure ?? error;
    } finally {
      this.open.delete(id);
    }
  }

  /** What the control plane does for a request: for another client's without anything of this. */
  async perform<T>(run: (call: ControlPlaneCall) => Promise<T>): Promise<T> {
    const id = this.answering.getStore();
    if (id === undefined) return await run({});
    const open = this.open.get(id);
    if (!open) throw new AppError("cancelled", "This was cancelled before it began.");
    open.isBegun = true;
    const work = run(open.call);
    open.settled = work.then(
      () => undefined,
      (error: unknown) => {
        open.failure = error;
        open.stop.abort();
      },
    );
    return await work;
  }
}
