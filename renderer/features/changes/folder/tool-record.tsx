import type { FolderMigration } from "../../../../shared/changes/model.ts";
import { type MigrationFormatId, migrationFormatNames } from "../../../../shared/migrations/model.ts";
import "./folder-page.css";

interface ToolRecordProps {
  readonly migration: FolderMigration;
  readonly format: MigrationFormatId;
}

/** What Steward writes into the tool's own table with a migration; nothing where it writes nothing. */
export function ToolRecord({ migration, format }: ToolRecordProps) {
  if (migration.record.length === 0) return null;
  const name = migrationFormatNames[format];
  return (
    <section className="tool-record" aria-label={`Record for ${name}`}>
      <h2 className="tool-record-title">Recorded for {name}, in the same transaction</h2>
      <p className="muted">
        {name} then takes it as applied. The number of the row and its times are set when it runs.
      </p>
      {migration.record.map(({ sql, values }, index) => (
        <pre key={index} className="tool-record-sql">
          {sql}
          {values.length > 0 && (
            <span className="tool-record-values">
              {values.map((value, place) => `\n$${place + 1} = ${value ?? "NULL"}`).join("")}
            </span>
          )}
        </pre>
      ))}
    </section>
  );
}
