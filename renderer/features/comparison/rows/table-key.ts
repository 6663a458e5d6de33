import type { ObjectName } from "../../../../shared/databases/model.ts";

/** A table's name as a key. */
export function tableKey({ schema, name }: ObjectName): string {
  return JSON.stringify([schema, name]);
}
