import { type ComponentType, type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { RelationHead } from "../../../shared/catalog/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import type { TableEditsProps } from "../../state/edits/table-edits.ts";
import { type TableTab as TableTabModel, type TableView, useWorkspace } from "../../state/workspace.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { RowsView } from "./rows/rows-view.tsx";
import "./table-tab.css";
import { DdlView } from "./views/ddl-view.tsx";
import { RelationsView } from "./views/relations-view.tsx";
import { StructureView } from "./views/structure-view.tsx";

interface TableTabProps {
  readonly tab: TableTabModel;
  /** Draws the indexes of a table; another feature does it. */
  readonly renderIndexes: (table: { readonly schema: string; readonly name: string }) => ReactNode;
  /** Makes rows editable; absent, they are only read. */
  readonly Edits?: ComponentType<TableEditsProps> | undefined;
}

const views: readonly { readonly value: TableView; readonly label: string }[] = [
  { value: "rows", label: "Rows" },
  { value: "structure", label: "Structure" },
  { value: "indexes", label: "Indexes" },
  { value: "relations", label: "Relations" },
  { value: "ddl", label: "DDL" },
];

const kindsWithIndexes: ReadonlySet<RelationHead["kind"]> = new Set(["table", "partitioned", "materializedView"]);

/** One table, view or sequence: its rows, and what the catalog says of it. */
export function TableTab({ tab, renderIndexes, Edits }: TableTabProps) {
  const { ref, schema, name, view } = tab;
  const [mayReadDetails, readDetails] = useRowsFirst();
  const isWanted = mayReadDetails || view !== "rows";
  const details = useRequest("catalog.table", { ref, schema, name }, { enabled: isWanted });
  const { updateTab } = useWorkspace.getState();
  const kind = details.data?.relation.kind;
  const hasIndexes = kind === undefined || kindsWithIndexes.has(kind);
  const switcher = (
    <Segmented
      label="View"
      value={view}
      options={views.map((option) => (option.value === "indexes" ? { ...option, isDisabled: !hasIndexes } : option))}
      onChange={(next) => updateTab(tab.id, { view: next, isPreview: false })}
    />
  );
  const place = useRef<HTMLDivElement>(null);
  useFocusInSwitcher(place, view);
  return (
    <div className="table-tab" ref={place}>
      <div className="table-tab-part" hidden={view !== "rows"}>
        <RowsView
          tab={tab}
          details={details.data ?? null}
          onRows={readDetails}
          switcher={switcher}
          isShown={view === "rows"}
          Edits={Edits}
        />
      </div>
      {view !== "rows" && (
        <div className="table-tab-part">
          <div className="table-tab-bar">{switcher}</div>
          <div className="table-tab-body">
            {view === "indexes" ? (
              renderIndexes({ schema, name })
            ) : details.error ? (
              <div className="table-tab-error">
                <ErrorPanel error={details.error} onRetry={() => void details.refetch()} />
              </div>
            ) : !details.data ? (
              <Skeleton lines={10} />
            ) : view === "structure" ? (
              <StructureView details={details.data} />
            ) : view === "relations" ? (
              <RelationsView databaseRef={ref} details={details.data} />
            ) : (
              <DdlView ddl={details.data.ddl} />
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** Rows have the switcher in a bar of their own: whoever switched there by keys goes on in the one that is shown. */
function useFocusInSwitcher(place: RefObject<HTMLElement | null>, view: TableView): void {
  const last = useRef(view);
  useEffect(() => {
    if (last.current === view) return;
    last.current = view;
    const active = document.activeElement;
    const isLost = active === document.body || (active?.closest(".segmented") && !active.checkVisibility());
    if (!isLost) return;
    const chosen = [...(place.current?.querySelectorAll<HTMLElement>('.segmented [aria-checked="true"]') ?? [])];
    chosen.find((option) => option.checkVisibility())?.focus();
  }, [place, view]);
}

/** After this the details do not wait for the rows any longer: somebody may hold them. */
const patienceMs = 250;

/** Lets the first rows have the server and the page for themselves; the details follow at once. */
function useRowsFirst(): readonly [boolean, () => void] {
  const [isTurn, setIsTurn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsTurn(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const give = useCallback(() => setIsTurn(true), []);
  return [isTurn, give];
}
