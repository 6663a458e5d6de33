import type { DatabaseRef } from "../../../shared/databases/model.ts";

/** The table whose rows are edited, wherever they are shown. */
export interface EditTarget {
  readonly ref: DatabaseRef;
  readonly schema: string;
  readonly name: string;
}
