import { useState } from "react";
import type { FolderMigration, RehearsalReport } from "../../../../shared/changes/model.ts";
import type { MigrationFormatId } from "../../../../shared/migrations/model.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { whereDown } from "../rules/where-down.ts";
import { ScriptStatements } from "../script/script-statements.tsx";
import { ToolRecord } from "./tool-record.tsx";
import "./migration-page.css";

interface MigrationScriptsProps {
  readonly migration: FolderMigration;
  readonly report: RehearsalReport | null;
  readonly format: MigrationFormatId | null;
}

/** The up or the down script as statements, with what the lint says. */
export function MigrationScripts({ migration, report, format }: MigrationScriptsProps) {
  const [direction, setDirection] = useState<"up" | "down">("up");
  const script = direction === "up" ? migration.upSql : migration.downSql;
  const problems = migration.problems.filter((problem) => problem.direction === direction);
  return (
    <section className="migration-panel migration-sunken" aria-label="Scripts">
      <div className="migration-direction">
        <Segmented
          label="Script"
          value={direction}
          options={[
            { value: "up", label: "Up" },
            { value: "down", label: migration.downSql === null ? "Down: none" : "Down" },
          ]}
          onChange={setDirection}
        />
      </div>
      {problems.map((problem, index) => (
        <p key={index} className="migration-problem" role="alert">
          {problem.line !== null && `Line ${problem.line}: `}
          {problem.message}
        </p>
      ))}
      {script === null ? (
        <EmptyState
          title="No down script"
          text={`Without one it cannot be rolled back, and the rehearsal only runs up. ${whereDown(format)} Or state in the up script why there is none.`}
        />
      ) : (
        <ScriptStatements
          key={direction}
          migrationId={migration.id}
          direction={direction}
          script={script}
          findings={report?.findings ?? migration.findings}
          report={report}
        />
      )}
      {direction === "up" && format !== null && <ToolRecord migration={migration} format={format} />}
    </section>
  );
}
