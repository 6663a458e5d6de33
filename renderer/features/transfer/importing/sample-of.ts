import type { FilePreview } from "../../../../shared/transfer/import-model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

/** The first value of a column that is not NULL, or NULL where there is none; an empty text is told apart. */
export function sampleOf(file: FilePreview, index: number): string {
  const values = file.rows.map((row) => row[index]).filter((value) => value !== undefined);
  const value = values.find((each) => each !== null);
  if (value === undefined || value === null) return values.length === 0 ? "" : "NULL";
  return value === "" ? "''" : visibleName(value);
}
