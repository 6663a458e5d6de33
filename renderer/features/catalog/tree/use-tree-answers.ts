import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import type { CatalogMatches } from "../../../../shared/catalog/model.ts";
import { kindsAt } from "../../../../shared/catalog/object-kinds.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../../../shared/ipc/contracts.ts";
import type { Bridge } from "../../../bridge/bridge.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import type { NeededReads } from "./needed-reads.ts";
import type { Answer, TreeAnswers } from "./tree-model.ts";

/** Reads what the open lines need; everything that was read stays until the catalog is read again. */
export function useTreeAnswers(ref: DatabaseRef, needed: NeededReads): TreeAnswers {
  const bridge = useBridge();
  const counts = useQueries({
    queries: needed.counts.map((schema) => question(bridge, "catalog.counts", { ref, schema })),
  });
  const objects = useQueries({
    queries: needed.objects.map(({ schema, kind }) =>
      question(bridge, "catalog.objects", { ref, schema, parent: null, kinds: [kind] }),
    ),
  });
  const kinds = [...kindsAt("relation")];
  const parts = useQueries({
    queries: needed.parts.map(({ schema, relation }) =>
      question(bridge, "catalog.objects", { ref, schema, parent: relation, kinds }),
    ),
  });
  return {
    counts: (schema) => answerOf(counts[needed.counts.indexOf(schema)]),
    objects: (schema, kind) =>
      answerOf(objects[needed.objects.findIndex((one) => one.schema === schema && one.kind === kind)]),
    parts: (schema, relation) =>
      answerOf(parts[needed.parts.findIndex((one) => one.schema === schema && one.relation === relation)]),
  };
}

/** What the filter finds; while new letters are on their way, what the last ones found. */
export function useFilterAnswer(ref: DatabaseRef, text: string): Answer<CatalogMatches> {
  const bridge = useBridge();
  const answer = useQuery({
    ...question(bridge, "catalog.filter", { ref, text }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
  return answerOf(answer) ?? { state: "loading" };
}

function question<Name extends Channel>(bridge: Bridge, channel: Name, input: RequestInput<Name>) {
  return {
    queryKey: [channel, input] as const,
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<RequestOutput<Name>> => {
      try {
        return await bridge.request(channel, input, { signal });
      } catch (error) {
        throw asAppError(error);
      }
    },
    // Comparing 50,000 objects with what was there before costs more than drawing them.
    structuralSharing: false,
  };
}

function answerOf<T>(answer: UseQueryResult<T> | undefined): Answer<T> | undefined {
  if (!answer) return undefined;
  if (answer.data !== undefined) return { state: "loaded", value: answer.data };
  const error = answer.error as AppError | null; // queryFn throws nothing else
  return error ? { state: "failed", message: error.message } : { state: "loading" };
}
