import {
  type FormatCandidate,
  type FormatRecognition,
  type MigrationFormatId,
  migrationFormatNames,
} from "../../shared/migrations/model.ts";
import type { ReadSession } from "../postgres/session.ts";
import type { FolderFiles } from "./files/folder-files.ts";
import type { FormatSign } from "./formats/format.ts";
import { formatRegistry } from "./formats/registry.ts";
import { findHistoryTable } from "./history/tables.ts";

interface Sign extends FormatSign {
  readonly format: MigrationFormatId;
}

/**
 * Says what a folder's format is and why. A person's choice counts first, then files that one tool alone writes. Plain
 * pairs and golang-migrate's look the same: there the table that golang-migrate keeps in the database decides, when
 * `session` is given, and without it they are plain.
 */
export async function recogniseFormat(
  folder: FolderFiles,
  chosen: MigrationFormatId | null,
  session: ReadSession | null,
): Promise<FormatRecognition> {
  const signs: Sign[] = [];
  for (const format of formatRegistry) {
    const sign = await format.recognise(folder);
    if (sign) signs.push({ ...sign, format: format.id });
  }
  const candidates: readonly FormatCandidate[] = signs.map(({ format, reason }) => ({ format, reason }));
  if (chosen !== null) return { kind: "chosen", format: chosen, reason: "Chosen for this connection.", candidates };
  const decisive = signs.filter((sign) => sign.isDecisive);
  const left = decisive.length > 0 ? decisive : signs;
  const [first] = left;
  if (!first) return withoutSigns(folder);
  if (left.length === 1) return { kind: "recognised", format: first.format, reason: first.reason, candidates };
  const formats = left.map(({ format }) => format);
  if (left.length === 2 && formats.includes("plain") && formats.includes("golangMigrate"))
    return { ...(await plainOrGolang(session)), candidates };
  const names = formats.map((format) => migrationFormatNames[format]).join(", ");
  return { kind: "ambiguous", format: null, reason: `It has files of several formats: ${names}.`, candidates };
}

function withoutSigns({ names }: FolderFiles): FormatRecognition {
  const scripts = names.filter((name) => /\.sql$/i.test(name));
  if (scripts.length === 0)
    return { kind: "empty", format: "plain", reason: "It is empty. New migrations are plain pairs.", candidates: [] };
  const reason = `Its SQL files fit no format: ${scripts.slice(0, 3).join(", ")}${scripts.length > 3 ? " …" : ""}.`;
  return { kind: "unknown", format: null, reason, candidates: [] };
}

async function plainOrGolang(session: ReadSession | null): Promise<Omit<FormatRecognition, "candidates">> {
  const golang = formatRegistry.find(({ id }) => id === "golangMigrate")?.history;
  const table = golang && session ? await findHistoryTable(session, golang) : null;
  return table?.exists
    ? {
        kind: "recognised",
        format: "golangMigrate",
        reason: `Its files are called like 000001_name.up.sql, and the database has golang-migrate's table ${table.schema}.${table.table}.`,
      }
    : {
        kind: "recognised",
        format: "plain",
        reason: "Its files are called like 0001_name.up.sql, and the database has no table of golang-migrate's.",
      };
}
