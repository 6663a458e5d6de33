import type { ObjectAddress } from "../../../../shared/catalog/object-details.ts";
import { kindsWithRows } from "../../../../shared/catalog/object-kinds.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { objectTabId, tableTabId } from "../../../state/tabs.ts";
import { useWorkspace } from "../../../state/workspace.ts";

/** Opens an object: the rows of what has rows, the details of everything else. */
export function openObject(ref: DatabaseRef, address: ObjectAddress, isPreview: boolean): void {
  if (!kindsWithRows.has(address.kind)) return openDetails(ref, address, isPreview);
  const { schema, name } = address;
  useWorkspace
    .getState()
    .openTab({ kind: "table", id: tableTabId(ref, schema, name), ref, schema, name, view: "rows", isPreview });
}

/** Opens an object's details. */
export function openDetails(ref: DatabaseRef, address: ObjectAddress, isPreview: boolean): void {
  useWorkspace.getState().openTab({ kind: "object", id: objectTabId(ref, address), ref, address, isPreview });
}
