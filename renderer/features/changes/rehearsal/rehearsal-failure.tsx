import type { RehearsalReport } from "../../../../shared/changes/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { failedStatement } from "./rehearsal-figures.ts";

const passWords = { up: "up", down: "down", upAgain: "the second up" } as const;

/** Which statement ended the rehearsal, in which pass, and what the server said. */
export function RehearsalFailure({ report }: { readonly report: RehearsalReport }) {
  const failed = failedStatement(report);
  if (report.outcome === "schemaDiffers")
    return (
      <ErrorPanel
        error={
          new AppError("refused", "After its down script the schema is not what it was before.", {
            hint: "Correct the down script; the lines that differ are listed below.",
          })
        }
        isCompact
      />
    );
  if (!failed?.error) return null;
  const where = `${failed.migrationId}, ${passWords[failed.pass]}, statement ${failed.index + 1}`;
  const { message, ...error } = AppError.fromWire(failed.error).toWire();
  return (
    <ErrorPanel
      error={AppError.fromWire({ ...error, message: `${where}: ${message}`, statement: failed.sql })}
      isCompact
    />
  );
}
