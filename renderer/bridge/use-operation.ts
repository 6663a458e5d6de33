import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { AppError } from "../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../shared/ipc/contracts.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { useBridge } from "./use-bridge.ts";
import { asAppError } from "./use-request.ts";

type OperationState<Output> =
  | { readonly state: "idle"; readonly progress: null; readonly error: null; readonly output: null }
  | { readonly state: "running"; readonly progress: Progress | null; readonly error: null; readonly output: null }
  | { readonly state: "failed"; readonly progress: null; readonly error: AppError; readonly output: null }
  | { readonly state: "done"; readonly progress: null; readonly error: null; readonly output: Output };

/** A long operation as a component follows it. */
export type Operation<Name extends Channel> = OperationState<RequestOutput<Name>> & {
  /** Starts it; rejects with an AppError. */
  readonly run: (input: RequestInput<Name>) => Promise<RequestOutput<Name>>;
  /** Starts it; a failure is only shown by `error`. */
  readonly start: (input: RequestInput<Name>) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
};

interface OperationHookOptions {
  /** Requests whose answers are asked for again when it is done. */
  readonly invalidates?: readonly Channel[] | undefined;
}

const idle = { state: "idle", progress: null, error: null, output: null } as const;

/** Runs `channel` on demand. One at a time: a new run cancels the one before; leaving the screen cancels too. */
export function useOperation<Name extends Channel>(channel: Name, options: OperationHookOptions = {}): Operation<Name> {
  const bridge = useBridge();
  const client = useQueryClient();
  const [state, setState] = useState<OperationState<RequestOutput<Name>>>(idle);
  const running = useRef<AbortController | null>(null);
  const invalidates = useRef(options.invalidates);
  invalidates.current = options.invalidates;
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback(
    async (input: RequestInput<Name>) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      const show = (next: OperationState<RequestOutput<Name>>) => running.current === abort && setState(next);
      show({ state: "running", progress: null, error: null, output: null });
      try {
        const output = await bridge.request(channel, input, {
          signal: abort.signal,
          onProgress: (progress) => show({ state: "running", progress, error: null, output: null }),
        });
        for (const name of invalidates.current ?? []) client.invalidateQueries({ queryKey: [name] }).catch(reportError);
        show({ state: "done", progress: null, error: null, output });
        return output;
      } catch (error) {
        const failure = asAppError(error);
        show(failure.code === "cancelled" ? idle : { state: "failed", progress: null, error: failure, output: null });
        throw failure;
      }
    },
    [bridge, client, channel],
  );
  // The failure is in the state above; only `run` also rejects.
  const start = useCallback((input: RequestInput<Name>) => void run(input).catch(asAppError), [run]);
  const cancel = useCallback(() => running.current?.abort(), []);
  const reset = useCallback(() => setState(idle), []);
  return { ...state, run, start, cancel, reset };
}
