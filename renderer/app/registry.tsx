import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { BranchesMain } from "../features/branches/branches-main.tsx";
import { BranchesSidebar } from "../features/branches/branches-sidebar.tsx";
import { useTabBranch } from "../features/branches/past/use-tab-branch.ts";
import { CatalogSidebar } from "../features/catalog/catalog-sidebar.tsx";
import { ObjectTab } from "../features/catalog/details/object-tab.tsx";
import { ChangesMain } from "../features/changes/changes-main.tsx";
import { ChangesSidebar } from "../features/changes/changes-sidebar.tsx";
import { DiffTab } from "../features/comparison/diff-tab.tsx";
import { ComparisonTab } from "../features/editor/comparing/comparison-tab.tsx";
import { QuerySidebar } from "../features/editor/query-sidebar.tsx";
import { QueryTab } from "../features/editor/query-tab.tsx";
import { ResultEdits } from "../features/edits/result-edits.tsx";
import { TableEdits } from "../features/edits/table-edits.tsx";
import { TableTab } from "../features/grid/table-tab.tsx";
import { TableIndexes } from "../features/health/table-indexes.tsx";
import { HistorySection } from "../features/history/history-section.tsx";
import { PlanTextTab } from "../features/plans/paste/plan-text-tab.tsx";
import { PlanView } from "../features/plans/plan-view.tsx";
import { MeasureQuestion } from "../features/plans/running/measure-question.tsx";
import { RunChoiceButton } from "../features/plans/running/run-choice-button.tsx";
import { FileBar } from "../features/query-files/file-bar.tsx";
import { FilesSection } from "../features/query-files/files-section.tsx";
import type { Section, Tab } from "../state/workspace.ts";
import { Skeleton } from "../ui/feedback/skeleton.tsx";
import { HealthAreaMain, HealthAreaSidebar } from "./health/health-area.tsx";

/** The sidebar of each section. */
export const sidebars: Readonly<Record<Section, ComponentType>> = {
  browse: CatalogSidebar,
  query: () => (
    <QuerySidebar
      renderFiles={(text) => <FilesSection text={text} />}
      renderHistory={(ref, text) => <HistorySection databaseRef={ref} text={text} />}
    />
  ),
  health: HealthAreaSidebar,
  branches: BranchesSidebar,
  changes: ChangesSidebar,
};

/** Sections that use the whole main area, without tabs. */
export const mains: Readonly<Partial<Record<Section, ComponentType>>> = {
  health: HealthAreaMain,
  branches: BranchesMain,
  changes: ChangesMain,
};

// The canvas and the layout engine are as large as the rest of the window, and few windows draw a diagram.
const ErdTab = lazy(async () => ({ default: (await import("../features/erd/erd-tab.tsx")).ErdTab }));

/** What a tab shows; what one feature shows inside another is passed in here. */
export function TabView({ tab }: { readonly tab: Tab }): ReactNode {
  // Nothing can be changed in the past, so nothing is offered to be.
  const isPast = useTabBranch(tab)?.branch.purpose === "past";
  if (tab.kind === "query")
    return (
      <QueryTab
        tab={tab}
        fileBar={<FileBar tab={tab} />}
        Edits={ResultEdits}
        renderPlan={(result, open) => <PlanView result={result} onOpenPlan={open} />}
        RunChoiceButton={RunChoiceButton}
        MeasureQuestion={MeasureQuestion}
      />
    );
  if (tab.kind === "comparison") return <ComparisonTab tab={tab} />;
  if (tab.kind === "erd")
    return (
      <Suspense fallback={<Skeleton lines={12} />}>
        <ErdTab tab={tab} />
      </Suspense>
    );
  if (tab.kind === "diff") return <DiffTab tab={tab} />;
  if (tab.kind === "plan") return <PlanTextTab tab={tab} />;
  if (tab.kind === "object") return <ObjectTab tab={tab} />;
  return (
    <TableTab
      tab={tab}
      Edits={isPast ? undefined : TableEdits}
      renderIndexes={(table) => <TableIndexes databaseRef={tab.ref} schema={table.schema} name={table.name} />}
    />
  );
}
