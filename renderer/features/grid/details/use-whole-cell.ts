import { useState } from "react";
import type { WholeCell } from "../../../../shared/grid/model.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import type { CellView } from "../../../ui/grid/row-source.ts";

/** A cell that can be fetched whole. */
export type FetchedCell =
  | { readonly state: "here" | "loading"; readonly error: null }
  | { readonly state: "failed"; readonly error: Error };

/** The text of a cell as far as it is here, and a way to get the rest. */
export function useWholeCell(cell: CellView | undefined, onLoad: () => Promise<WholeCell>) {
  const [whole, setWhole] = useState<WholeCell | null>(null);
  const [fetched, setFetched] = useState<FetchedCell>({ state: "here", error: null });
  const load = async () => {
    setFetched({ state: "loading", error: null });
    try {
      setWhole(await onLoad());
      setFetched({ state: "here", error: null });
    } catch (error) {
      setFetched({ state: "failed", error: asAppError(error) });
    }
  };
  const text = whole ? whole.text : (cell?.text ?? null);
  const missingBytes = whole ? (whole.isCut ? whole.trueBytes : undefined) : cell?.trueBytes;
  return { text, missingBytes, isFetchable: whole === null, fetched, load };
}
