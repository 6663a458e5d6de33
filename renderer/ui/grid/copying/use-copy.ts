import { useCallback, useEffect, useState } from "react";
import type { ObjectName } from "../../../../shared/databases/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { RowSource } from "../row-source.ts";
import { type CellRange, rangeSize } from "../selection.ts";
import { type CopyFormat, copyText } from "./copy-formats.ts";
import { type LoadCell, readSelection } from "./read-selection.ts";

const noteMs = 4000;

/** What became of the last copy. */
export interface CopyNote {
  readonly isError: boolean;
  readonly text: string;
}

/** Copies cells to the clipboard and says what became of it; `say` is for what else the grid has to say. */
export function useCopy(source: RowSource, target: ObjectName | undefined, loadCell: LoadCell | undefined) {
  const [note, setNote] = useState<CopyNote | null>(null);
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => setNote(null), noteMs);
    return () => clearTimeout(timer);
  }, [note]);
  const copy = useCallback(
    async (range: CellRange, format: CopyFormat, withHeads: boolean) => {
      try {
        const table = await readSelection(source, range, loadCell);
        const text = copyText(format, table, withHeads, target ?? { schema: "public", name: "result" });
        await navigator.clipboard.writeText(text);
        const { rows, columns } = rangeSize(range);
        const size = rows === 1 && columns === 1 ? "1 cell" : `${rows.toLocaleString("en-US")} × ${columns} cells`;
        setNote({ isError: false, text: `Copied ${size}` });
      } catch (error) {
        const hint = error instanceof AppError && error.hint ? ` ${error.hint}` : "";
        setNote({
          isError: true,
          text: `Not copied: ${error instanceof Error ? error.message : String(error)}${hint}`,
        });
      }
    },
    [source, target, loadCell],
  );
  const say = useCallback((text: string) => setNote({ isError: true, text }), []);
  return { note, copy, say };
}
