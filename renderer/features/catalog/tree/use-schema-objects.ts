import { useQueries } from "@tanstack/react-query";
import type { CatalogGroup } from "../../../../shared/catalog/model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import type { SchemaObjects } from "./tree-model.ts";

/** The objects of the schemas that are open, each read by itself when it is first opened. */
export function useSchemaObjects(
  ref: DatabaseRef,
  schemas: readonly string[],
): (schema: string) => SchemaObjects | undefined {
  const bridge = useBridge();
  const answers = useQueries({
    queries: schemas.map((schema) => ({
      queryKey: ["catalog.objects", { ref, schema }],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<readonly CatalogGroup[]> => {
        try {
          return await bridge.request("catalog.objects", { ref, schema }, { signal });
        } catch (error) {
          throw asAppError(error);
        }
      },
    })),
  });
  return (schema) => {
    const answer = answers[schemas.indexOf(schema)];
    if (!answer) return undefined;
    if (answer.data) return { state: "loaded", groups: answer.data };
    const error = answer.error as AppError | null; // queryFn throws nothing else
    return error ? { state: "failed", message: error.message } : { state: "loading" };
  };
}
