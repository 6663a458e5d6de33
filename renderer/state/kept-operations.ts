import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { create } from "zustand";
import type { AppError } from "../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../shared/ipc/contracts.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { useBridge } from "../bridge/use-bridge.ts";
import { asAppError } from "../bridge/use-request.ts";

/** A long operation that goes on when its screen is left: creating a branch, rehearsing, applying. */
export interface KeptOperation {
  readonly id: string;
  readonly channel: Channel;
  /** What it is about: a branch's or request's id. */
  readonly subject: string;
  readonly title: string;
  readonly detail: string;
  readonly state: "running" | "done" | "failed" | "cancelled";
  readonly progress: Progress | null;
  readonly error: AppError | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly cancel: () => void;
}

/** How an operation is named on screen. */
export type OperationTitle = Pick<KeptOperation, "subject" | "title" | "detail">;

const keptCount = 40;

interface KeptOperations {
  /** Newest first. */
  readonly operations: readonly KeptOperation[];
  add(operation: KeptOperation): void;
  update(id: string, changes: Partial<KeptOperation>): void;
  dismiss(id: string): void;
}

/** The long operations that this window started. */
export const useKeptOperations = create<KeptOperations>()((set) => ({
  operations: [],
  add: (operation) => set(({ operations }) => ({ operations: trim([operation, ...operations]) })),
  update: (id, changes) =>
    set(({ operations }) => ({
      operations: operations.map((operation) => (operation.id === id ? { ...operation, ...changes } : operation)),
    })),
  dismiss: (id) => set(({ operations }) => ({ operations: operations.filter((operation) => operation.id !== id) })),
}));

/** What runs is never forgotten; of the rest, the newest. */
function trim(operations: readonly KeptOperation[]): readonly KeptOperation[] {
  return operations.filter((operation, place) => operation.state === "running" || place < keptCount);
}

/**
 * Starts operations that outlive their screen. The result's promise rejects with an AppError; the operation's state
 * says the same. Afterwards the answers of its capability are asked for again.
 */
export function useKeepOperation(): <Name extends Channel>(
  channel: Name,
  input: RequestInput<Name>,
  title: OperationTitle,
) => Promise<RequestOutput<Name>> {
  const bridge = useBridge();
  const client = useQueryClient();
  return useCallback(
    async (channel, input, title) => {
      const { add, update } = useKeptOperations.getState();
      const id = crypto.randomUUID();
      const abort = new AbortController();
      const begin = {
        state: "running",
        progress: null,
        error: null,
        startedAtMs: Date.now(),
        endedAtMs: null,
      } as const;
      add({ id, channel, ...title, ...begin, cancel: () => abort.abort() });
      const capability = channel.slice(0, channel.indexOf(".") + 1);
      try {
        const onProgress = (progress: Progress) => update(id, { progress });
        const output = await bridge.request(channel, input, { signal: abort.signal, onProgress });
        update(id, { state: "done", endedAtMs: Date.now() });
        return output;
      } catch (thrown) {
        const error = asAppError(thrown);
        update(id, { state: error.code === "cancelled" ? "cancelled" : "failed", error, endedAtMs: Date.now() });
        throw error;
      } finally {
        await client.invalidateQueries({ predicate: ({ queryKey: [key] }) => String(key).startsWith(capability) });
      }
    },
    [bridge, client],
  );
}

/** The newest operation about `subject` on one of `channels`; null when there was none. */
export function useKeptOperation(subject: string, channels: readonly Channel[]): KeptOperation | null {
  return useKeptOperations(
    ({ operations }) =>
      operations.find((operation) => operation.subject === subject && channels.includes(operation.channel)) ?? null,
  );
}
