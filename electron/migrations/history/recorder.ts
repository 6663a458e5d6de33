import { randomUUID } from "node:crypto";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { HistoryStatement, MigrationFormatId } from "../../../shared/migrations/model.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";
import { formatOf } from "../formats/registry.ts";
import type { MigrationFiles } from "../migration-files.ts";
import type { HistoryPhase, HistoryTable, ToolHistory } from "./history.ts";
import { findHistoryTable } from "./tables.ts";

/** Keeps the table of a folder's tool right while Steward applies its migrations. */
export interface HistoryRecorder {
  /** What would be written for a migration that fits in one transaction, for people to read. */
  preview(migration: MigrationFiles): readonly HistoryStatement[];
  /** Rejects with `refused` when there is no file by which the tool would know the migration. */
  requireFile(id: string): void;
  /** Rejects with `conflict` when the tool has applied it meanwhile. */
  refuseApplied(session: ReadSession, id: string): Promise<void>;
  /** Writes a phase's rows on `session`, inside its transaction when it is in one. Does nothing that was done before. */
  write(session: WriteSession, id: string, phase: HistoryPhase, durationMs: number): Promise<void>;
  /** It is run again whenever it changes. */
  isRepeatable(id: string): boolean;
}

/** The recorder of a folder; null for a format whose tool keeps no table. */
export async function createRecorder(
  session: ReadSession,
  format: MigrationFormatId,
  all: readonly MigrationFiles[],
): Promise<HistoryRecorder | null> {
  const { history } = formatOf(format);
  if (history === null) return null;
  const table = await findHistoryTable(session, history);
  return recorderOf(history, table, all);
}

function recorderOf(history: ToolHistory, table: HistoryTable, all: readonly MigrationFiles[]): HistoryRecorder {
  const fileOf = (id: string): MigrationFiles => {
    const found = all.find((one) => one.id === id);
    if (found?.record) return found;
    throw new AppError(
      "refused",
      `${id} is not in the folder, so ${table.schema}.${table.table} cannot be kept right.`,
      {
        hint: "Bring its file back from version control, and try again.",
      },
    );
  };
  const statementsFor = (migration: MigrationFiles, phase: HistoryPhase, durationMs: number, uuid: string) => [
    ...(table.exists ? [] : history.create(table).map((sql) => ({ sql, values: [] }))),
    ...history.statements(table, phase, { migration, all, facts: { uuid, durationMs } }),
  ];
  return {
    preview: (migration) => statementsFor(migration, "finish", 0, "a new UUID"),
    requireFile: (id) => void fileOf(id),
    refuseApplied: async (session, id) => {
      const migration = fileOf(id);
      const now = await findHistoryTable(session, history);
      if (!now.exists || !now.isReadable || migration.record?.isRepeatable) return;
      const entry = (await history.entries(session, now, all)).find(({ key }) => key === migration.record?.key);
      if (entry?.outcome === "applied")
        throw new AppError("conflict", `${id} was applied already: ${table.schema}.${table.table} has it.`, {
          hint: "Read the migrations again.",
        });
    },
    write: async (session, id, phase, durationMs) => {
      const statements = statementsFor(fileOf(id), phase, durationMs, randomUUID());
      // A phase without rows of its own leaves the table to the one that has some.
      if (phase === "begin" && statements.every(({ sql }) => sql.startsWith("CREATE"))) return;
      for (const { sql, values } of statements) await session.execute(sql, values);
    },
    isRepeatable: (id) => all.find((one) => one.id === id)?.record?.isRepeatable ?? false,
  };
}
