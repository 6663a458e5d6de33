import type { ObjectAddress } from "../../shared/catalog/object-details.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { CommitMode } from "../../shared/editor/model.ts";
import type { RowConditions } from "../../shared/grid/conditions.ts";
import type { FileFormat } from "../../shared/query-files/model.ts";

/** The views of a table's tab. */
export const tableViews = ["rows", "structure", "indexes", "relations", "ddl"] as const;

/** One of the views above. */
export type TableView = (typeof tableViews)[number];

/** A filter that a tab is opened with, for following a foreign key. */
export interface TabFilter {
  readonly column: string;
  readonly value: string | null;
}

/** The tab of a table, view or sequence. A preview is replaced by the next preview. */
export interface TableTab {
  readonly kind: "table";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly schema: string;
  readonly name: string;
  readonly view: TableView;
  readonly isPreview: boolean;
  /** What it was opened to show; the tab's own filters start from it. */
  readonly filters?: readonly TabFilter[] | undefined;
  /** Which rows it shows now; absent until that was changed. */
  readonly conditions?: RowConditions | undefined;
}

/** The file that a query was read from or saved to. */
export interface TabFile {
  readonly path: string;
  /** Names the bytes that were read or written last. */
  readonly version: string;
  readonly format: FileFormat;
}

/** The tab of a query; its text is the draft of that id. */
export interface QueryTab {
  readonly kind: "query";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly title: string;
  readonly draftId: string;
  /** Absent while each statement is committed by itself. */
  readonly commitMode?: CommitMode | undefined;
  /** Absent while it is no file. */
  readonly file?: TabFile | undefined;
}

/** The tab of one text that runs on several databases side by side; `ref` is the first of them. */
export interface ComparisonTab {
  readonly kind: "comparison";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly title: string;
  /** The draft that keeps the text. */
  readonly draftId: string;
  readonly targets: readonly DatabaseRef[];
  readonly isReadOnly: boolean;
  /** Zero means none. */
  readonly timeoutMs: number;
}

/** The tab of an entity-relationship diagram of whole schemas. */
export interface ErdTab {
  readonly kind: "erd";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly schemas: readonly string[];
}

/** The tab of an object's details, of whatever kind. A preview is replaced by the next preview. */
export interface ObjectTab {
  readonly kind: "object";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly address: ObjectAddress;
  readonly isPreview: boolean;
}

/** The tab that shows how two databases differ; it belongs to the first of them. */
export interface DiffTab {
  readonly kind: "diff";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly to: DatabaseRef;
  readonly title: string;
}

/** The tab of a plan that was made elsewhere; its text is the draft of that id. */
export interface PlanTextTab {
  readonly kind: "plan";
  readonly id: string;
  readonly ref: DatabaseRef;
  readonly title: string;
  readonly draftId: string;
}

/** A tab of the workspace. */
export type Tab = TableTab | QueryTab | ComparisonTab | ErdTab | ObjectTab | DiffTab | PlanTextTab;

/** Whether a tab is one that the next preview replaces. */
export function isPreviewTab(tab: Tab): boolean {
  return (tab.kind === "table" || tab.kind === "object") && tab.isPreview;
}

/** The section that a tab belongs to: queries have their own. */
export function sectionOfTab(tab: Tab): "browse" | "query" {
  return tab.kind === "query" || tab.kind === "comparison" || tab.kind === "plan" ? "query" : "browse";
}

/** What a tab is called on its head; a name of the database may be anything, so it goes through `visibleName`. */
export function tabTitle(tab: Tab): string {
  switch (tab.kind) {
    case "table":
      return tab.name;
    case "object":
      return tab.address.name;
    case "query":
    case "plan":
      return tab.title;
    case "comparison":
      return `${tab.title} side by side`;
    case "diff":
      return tab.title;
    case "erd":
      return `Diagram of ${tab.schemas.join(", ")}`;
  }
}

/** The id of an object's tab: the same object on the same branch opens once. */
export function objectTabId(ref: DatabaseRef, address: ObjectAddress): string {
  const { kind, schema, parent, name, identity } = address;
  return JSON.stringify(["object", ref.connectionId, ref.branchId ?? null, kind, schema, parent, name, identity]);
}

/** A tab that shows the diagram of schemas; the same ones on the same branch open once. */
export function erdTab(ref: DatabaseRef, schemas: readonly string[]): ErdTab {
  return { kind: "erd", id: JSON.stringify(["erd", ref.connectionId, ref.branchId ?? null, schemas]), ref, schemas };
}

/** A tab that shows how two databases differ; the same two in the same order open once. */
export function diffTab(from: DatabaseRef, to: DatabaseRef, title: string): DiffTab {
  const place = ({ connectionId, branchId }: DatabaseRef) => [connectionId, branchId ?? null];
  return { kind: "diff", id: JSON.stringify(["diff", ...place(from), ...place(to)]), ref: from, to, title };
}

/** The id of a table's tab: the same table on the same branch opens once, unless it is opened with filters. */
export function tableTabId(ref: DatabaseRef, schema: string, name: string, filters?: readonly TabFilter[]): string {
  return JSON.stringify([ref.connectionId, ref.branchId ?? null, schema, name, ...(filters?.length ? [filters] : [])]);
}

/** Whether two references mean the same database. */
export function isSameRef(left: DatabaseRef, right: DatabaseRef): boolean {
  return left.connectionId === right.connectionId && (left.branchId ?? null) === (right.branchId ?? null);
}

/** The tabs after `tab` was opened: an open one is kept (and pinned), a new preview takes the place of the last. */
export function withTab(tabs: readonly Tab[], tab: Tab): readonly Tab[] {
  const open = tabs.find(({ id }) => id === tab.id);
  if (open) {
    const isPreview = isPreviewTab(open) && isPreviewTab(tab);
    if (open.kind !== "table" && open.kind !== "object") return tabs;
    const next =
      open.kind === "table" && tab.kind === "table" ? { ...open, view: tab.view, isPreview } : { ...open, isPreview };
    return tabs.map((candidate) => (candidate.id === tab.id ? next : candidate));
  }
  if (!isPreviewTab(tab)) return [...tabs, tab];
  const preview = tabs.findIndex(isPreviewTab);
  return preview < 0 ? [...tabs, tab] : tabs.with(preview, tab);
}

/** The tab to show when `id` closes: its right neighbour of the same database, else the left one. */
export function tabAfterClosing(tabs: readonly Tab[], id: string): string | null {
  const at = tabs.findIndex((tab) => tab.id === id);
  const closing = tabs[at];
  if (!closing) return null;
  const same = (tab: Tab) => tab.id !== id && tab.ref.connectionId === closing.ref.connectionId;
  return (tabs.slice(at).find(same) ?? tabs.slice(0, at).findLast(same))?.id ?? null;
}
