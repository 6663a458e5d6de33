import type { ObjectKind } from "../../../shared/catalog/model.ts";
import { functions } from "./functions.ts";
import { materializedViews } from "./materialized-views.ts";
import type { ObjectKindReader } from "./object-kind.ts";
import { sequences } from "./sequences.ts";
import { tables } from "./tables.ts";
import { types } from "./types.ts";
import { views } from "./views.ts";

/** How every kind of the tree is listed. A new kind is a file of its own and a line here. */
export const objectKindReaders: Readonly<Record<ObjectKind, ObjectKindReader>> = {
  table: tables,
  view: views,
  materializedView: materializedViews,
  function: functions,
  type: types,
  sequence: sequences,
};
