import { useQuery } from "@tanstack/react-query";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { conditionsOfTab } from "../filtering/filters.ts";
import { BridgePageReader } from "../paging/page-reader.ts";
import type { RowLink } from "../rows/follow.ts";

/** A value of a row that is looked at. */
export interface PeekedValue {
  readonly column: string;
  readonly text: string | null;
}

/** Reads the first row of a link. */
export function usePeek(ref: DatabaseRef, link: RowLink) {
  const bridge = useBridge();
  const { schema, table: name, filters } = link;
  const query = useQuery<readonly (readonly PeekedValue[])[], AppError>({
    queryKey: ["grid.peek", ref, schema, name, filters],
    queryFn: async ({ signal }) => {
      const conditions = conditionsOfTab(filters);
      const reader = new BridgePageReader(bridge, { ref, schema, name, sort: [], conditions, columns: null });
      try {
        const { answer, buffers } = await reader.read({ kind: "first" }, 1, signal);
        return buffers
          .filter(({ rowCount }) => rowCount > 0)
          .map((page) =>
            answer.columns.map((column) => ({ column: column.name, text: page.cell(0, column.valueIndex) })),
          );
      } catch (error) {
        throw asAppError(error);
      } finally {
        reader.close();
      }
    },
  });
  return { rows: query.data ?? [], error: query.error, isLoading: query.isPending };
}
