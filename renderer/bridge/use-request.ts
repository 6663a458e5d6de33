import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../shared/ipc/contracts.ts";
import { useBridge } from "./use-bridge.ts";

interface RequestOptions {
  readonly enabled?: boolean | undefined;
  /** How long an answer is not asked for again. */
  readonly staleMs?: number | undefined;
}

/** Asks `channel` and keeps the answer under the key `[channel, input]`. */
export function useRequest<Name extends Channel>(
  channel: Name,
  input: RequestInput<Name>,
  options: RequestOptions = {},
): UseQueryResult<RequestOutput<Name>, AppError> {
  const bridge = useBridge();
  return useQuery<RequestOutput<Name>, AppError>({
    queryKey: [channel, input],
    queryFn: async ({ signal }) => {
      try {
        return await bridge.request(channel, input, { signal });
      } catch (error) {
        throw asAppError(error);
      }
    },
    enabled: options.enabled ?? true,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
  });
}

/** Any thrown value as an AppError; what is none is a bug of ours and becomes `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal", error instanceof Error ? error.message : String(error));
}
