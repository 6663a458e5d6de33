import { useMemo, useState } from "react";
import type { Reading } from "../../../../shared/catalog/reading.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { IndexInside } from "../../../../shared/indexes/inside/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";

/** What was seen inside the indexes of a table since it was opened, and the way to see more. */
export function useInside(ref: DatabaseRef, schema: string, name: string) {
  const operation = useOperation("indexes.inside");
  const [looks, setLooks] = useState<ReadonlyMap<string, Reading<IndexInside>>>(new Map());
  const { run } = operation;
  return useMemo(() => {
    const look = (index: string | null) => {
      run({ ref, schema, name, index }).then(
        (found) => setLooks((known) => new Map([...known, ...found.map((one) => [one.index, one.inside] as const)])),
        () => undefined, // shown by the operation's state
      );
    };
    return { looks, look, operation };
  }, [looks, operation, run, ref, schema, name]);
}

/** See `useInside`. */
export type Inside = ReturnType<typeof useInside>;
