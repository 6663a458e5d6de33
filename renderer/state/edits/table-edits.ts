import type { ReactNode } from "react";
import type { TableDetails } from "../../../shared/catalog/model.ts";
import type { GridColumn, RowOrder } from "../../../shared/grid/model.ts";
import type { GridEditing } from "../../ui/grid/editing/grid-editing.ts";
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
