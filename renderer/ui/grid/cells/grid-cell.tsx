import { memo } from "react";
import { formatBytes } from "../../display/format.ts";
import type { CellView, GridSourceColumn } from "../row-source.ts";
import { cellText, shortUuid } from "./cell-text.ts";
import { jsonTokens } from "./json-tokens.ts";

const shownCharacters = 300;
const wholeUuidWidth = 272;

interface CellContentProps {
  readonly cell: CellView | undefined;
  readonly column: GridSourceColumn;
  readonly width: number;
}

/** What a cell shows: NULL, the empty text, the value, or the beginning of it and its size. */
export const CellContent = memo(function CellContent({ cell, column, width }: CellContentProps) {
  if (!cell) return <span className="grid-waiting" />;
  if (cell.isAbsent) return null;
  if (cell.isDefault)
    return (
      <span className="grid-default">
        DEFAULT{cell.text !== null && ` ${cellText(cell.text.slice(0, shownCharacters))}`}
      </span>
    );
  if (cell.text === null) return <span className="grid-null">NULL</span>;
  if (cell.text === "" && cell.trueBytes === undefined) return <span className="grid-empty">''</span>;
  const text = cellText(cell.text.length > shownCharacters ? cell.text.slice(0, shownCharacters) : cell.text);
  const shown =
    column.baseType === "jsonb" || column.baseType === "json" ? (
      <JsonText text={text} />
    ) : column.baseType === "uuid" && width < wholeUuidWidth ? (
      shortUuid(text)
    ) : (
      text
    );
  if (cell.trueBytes === undefined) return shown;
  return (
    <>
      <span className="grid-cut-text">{shown}</span>
      <span className="grid-cut">{formatBytes(cell.trueBytes)}</span>
    </>
  );
});

/** JSON on one line, coloured. */
export function JsonText({ text }: { readonly text: string }) {
  return jsonTokens(text).map((token, index) =>
    token.kind === "plain" ? (
      token.text
    ) : (
      <span key={index} className={`json-${token.kind}`}>
        {token.text}
      </span>
    ),
  );
}
