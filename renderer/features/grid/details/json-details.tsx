import { useMemo, useState } from "react";
import type { WholeCell } from "../../../../shared/grid/model.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { JsonText } from "../../../ui/grid/cells/grid-cell.tsx";
import type { CellView, GridSourceColumn } from "../../../ui/grid/row-source.ts";
import { MissingBytes, visibleLines } from "./cell-details.tsx";
import { parseJson } from "./json-lines.ts";
import { JsonTree } from "./json-tree.tsx";
import { useWholeCell } from "./use-whole-cell.ts";

const colouredCharacters = 50_000;

interface JsonDetailsProps {
  readonly column: GridSourceColumn;
  readonly cell: CellView;
  readonly onLoad: () => Promise<WholeCell>;
}

/** A JSON value as a tree, or as the server's text. */
export function JsonDetails({ column, cell, onLoad }: JsonDetailsProps) {
  const { text, missingBytes, isFetchable, fetched, load } = useWholeCell(cell, onLoad);
  const [view, setView] = useState<"tree" | "text">("tree");
  const value = useMemo(() => (text === null ? null : parseJson(text)), [text]);
  const shown = value === null ? "text" : view;
  const bytes = missingBytes ?? new TextEncoder().encode(text ?? "").length;
  return (
    <PanelSection
      title={
        <>
          {visibleName(column.name)}{" "}
          <span className="row-value-type">
            {column.typeLabel}, {formatBytes(bytes)}
          </span>
        </>
      }
      end={
        <>
          <CopyButton text={text ?? ""} label={`Copy ${visibleName(column.name)}`} />
          <Segmented
            label={`View of ${visibleName(column.name)}`}
            value={shown}
            options={[
              { value: "tree", label: "Tree", isDisabled: value === null },
              { value: "text", label: "Text" },
            ]}
            onChange={setView}
          />
        </>
      }
    >
      <div className="json-box">
        {shown === "tree" && value !== null ? (
          <JsonTree value={value} />
        ) : (
          <pre className="json-text">
            {text !== null && text.length <= colouredCharacters ? (
              <JsonText text={visibleLines(text)} />
            ) : (
              visibleLines(text ?? "")
            )}
          </pre>
        )}
        <MissingBytes
          bytes={missingBytes}
          isFetchable={isFetchable}
          isLoading={fetched.state === "loading"}
          onLoad={() => void load()}
        />
        {fetched.error && <ErrorPanel error={fetched.error} isCompact />}
      </div>
    </PanelSection>
  );
}
