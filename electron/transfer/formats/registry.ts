import type { ExportFormatId } from "../../../shared/transfer/export-formats.ts";
import { copyScript, copyText } from "./copy-text.ts";
import { csv, tsv } from "./delimited.ts";
import type { ExportFormat } from "./export-format.ts";
import { json, jsonLines } from "./json.ts";
import { markdown } from "./markdown.ts";
import { sqlInsert } from "./sql-insert.ts";
import { xlsx } from "./xlsx.ts";

const formats: readonly ExportFormat[] = [csv, tsv, jsonLines, json, sqlInsert, copyScript, copyText, xlsx, markdown];

/** The format of an id. */
export function findFormat(id: ExportFormatId): ExportFormat {
  const format = formats.find((each) => each.id === id);
  if (!format) throw new Error(`There is no format ${id}.`);
  return format;
}
