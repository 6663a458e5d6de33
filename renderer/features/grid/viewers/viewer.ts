import type { ComponentType } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { GridSourceColumn, RowIdentity } from "../../../ui/grid/row-source.ts";
import type { RowLink } from "../rows/follow.ts";

/** Where a value stands, for viewers that ask for more; `identity` is null where nothing names the row. */
export interface ValuePlace {
  readonly ref: DatabaseRef;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly identity: RowIdentity | null;
  readonly onFollow: (link: RowLink) => void;
}

/** What a viewer draws: the server's text, whole or its beginning. */
export interface ViewerProps {
  readonly text: string;
  readonly isWhole: boolean;
  readonly column: GridSourceColumn;
  /** The chosen one of `views`. */
  readonly view: string;
  readonly place: ValuePlace;
}

/** One way to look at a value. Values are text to it: nothing of them becomes markup, and no number is read to be shown. */
export interface Viewer {
  readonly id: string;
  readonly fits: (column: GridSourceColumn, text: string) => boolean;
  /** A panel of its own below the values, or a note under the value. */
  readonly form: "panel" | "note";
  /** Ways to look at it, the first that is possible first; none when there is one only. */
  readonly views?: (
    text: string,
    column: GridSourceColumn,
  ) => readonly { readonly value: string; readonly label: string }[];
  readonly View: ComponentType<ViewerProps>;
}
