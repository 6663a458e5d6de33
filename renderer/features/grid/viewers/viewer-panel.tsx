import { useMemo, useState } from "react";
import type { WholeCell } from "../../../../shared/grid/model.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import type { CellView, GridSourceColumn } from "../../../ui/grid/row-source.ts";
import { MissingBytes } from "../details/missing-bytes.tsx";
import { useWholeCell } from "../details/use-whole-cell.ts";
import type { ValuePlace, Viewer } from "./viewer.ts";
import "./viewers.css";

interface ViewerPanelProps {
  readonly viewer: Viewer;
  readonly column: GridSourceColumn;
  readonly cell: CellView;
  readonly place: ValuePlace;
  readonly onLoad: () => Promise<WholeCell>;
}

/** A value in a panel of its own: its size, ways to look at it, and a way to fetch the rest. */
export function ViewerPanel({ viewer, column, cell, place, onLoad }: ViewerPanelProps) {
  const { text, missingBytes, isFetchable, fetched, load } = useWholeCell(cell, onLoad);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = text ?? "";
  const views = useMemo(() => viewer.views?.(shown, column) ?? [], [viewer, shown, column]);
  const view = views.find(({ value }) => value === chosen)?.value ?? views[0]?.value ?? "";
  const bytes = missingBytes ?? sizeOf(column, shown);
  const name = visibleName(column.name);
  return (
    <PanelSection
      title={
        <>
          {name}{" "}
          <span className="row-value-type">
            {column.typeLabel}, {formatBytes(bytes)}
          </span>
        </>
      }
      end={
        <>
          <CopyButton text={shown} label={`Copy ${name}`} />
          {views.length > 1 && (
            <Segmented label={`View of ${name}`} value={view} options={views} onChange={setChosen} />
          )}
        </>
      }
    >
      <div className="viewer-box">
        <viewer.View text={shown} isWhole={missingBytes === undefined} column={column} view={view} place={place} />
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

/** Bytes of the value: of a bytea its own, not those of its hex digits. */
function sizeOf({ baseType }: GridSourceColumn, text: string): number {
  if (baseType === "bytea" && text.startsWith("\\x")) return (text.length - 2) / 2;
  return new TextEncoder().encode(text).length;
}
