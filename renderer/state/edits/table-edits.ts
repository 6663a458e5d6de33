import type { ReactNode } from "react";
import type { TableDetails } from "../../../shared/catalog/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { GridColumn, RowOrder } from "../../../shared/grid/model.ts";
import type { ResultColumn } from "../../../shared/rows/model.ts";
import type { GridEditing } from "../../ui/grid/editing/grid-editing.ts";
import type { RowSource } from "../../ui/grid/row-source.ts";
import type { TableTab } from "../tabs.ts";

/** What the grid's feature tells whatever edits the rows of a table tab. */
export interface TableEditsProps {
  readonly tab: TableTab;
  /** Null while the catalog is being read. */
  readonly details: TableDetails | null;
  /** As the first page said; empty before it. */
  readonly columns: readonly GridColumn[];
  /** How rows are named and found; null before the first page. `identity` is empty where nothing names a row. */
  readonly order: RowOrder | null;
  /** Reads the rows again, for instance after a commit. The place on screen is kept where the rows are the same. */
  readonly reload: () => void;
  /** Draws the grid. Called with what makes it editable. */
  readonly children: (edits: TableEditParts) => ReactNode;
}

/** What an editor of rows adds to a table tab. */
export interface TableEditParts {
  /** Undefined where nothing can be edited. */
  readonly editing: GridEditing | undefined;
  /** Buttons for the toolbar of the rows ("Add row"). */
  readonly tools?: ReactNode;
  /** The bar under the rows (staged changes, commit, discard). */
  readonly bar?: ReactNode;
}

/** What the editor tells whatever edits the rows of a statement's result. */
export interface ResultEditsProps {
  readonly ref: DatabaseRef;
  /** The statement, as it was sent. */
  readonly sql: string;
  readonly source: RowSource & { readonly described: readonly ResultColumn[] };
  /** Runs the statement again, after a commit. */
  readonly reload: () => void;
  /** Draws the grid over the source that names its rows. */
  readonly children: (edits: ResultEditParts) => ReactNode;
}

/** What an editor of rows adds to a result. */
export interface ResultEditParts {
  readonly source: RowSource;
  readonly editing: GridEditing | undefined;
  /** Whose rows they are, or why they cannot be edited; null as long as it is not known. */
  readonly note: { readonly text: string; readonly title: string } | null;
  /** Why nothing can be edited, to be said when somebody tries. */
  readonly refusal: string | null;
  readonly bar: ReactNode;
}
