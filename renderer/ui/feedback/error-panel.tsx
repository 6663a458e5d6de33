import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { AppError, type PostgresErrorFields } from "../../../shared/ipc/app-error.ts";
import { Button } from "../controls/button.tsx";
import { SqlText } from "../display/sql-text.tsx";
import "./error-panel.css";

interface ErrorPanelProps {
  readonly error: AppError | Error | null;
  readonly onRetry?: (() => void) | undefined;
  readonly actions?: ReactNode;
  readonly isCompact?: boolean | undefined;
}

/** What went wrong, what it means and what to do. What the user cancelled is no error and shows nothing. */
export function ErrorPanel({ error, onRetry, actions, isCompact }: ErrorPanelProps) {
  if (!error) return null;
  const known = error instanceof AppError ? error : null;
  if (known?.code === "cancelled") return null;
  const details = known?.details ?? {};
  const isBug = known === null || known.code === "internal";
  return (
    <div className={`error-panel${isCompact ? " error-panel-compact" : ""}`} role="alert">
      <TriangleAlert aria-hidden className="error-panel-icon" />
      <div className="grow">
        <p className="error-panel-message">{isBug ? `Internal error: ${error.message}` : error.message}</p>
        {details.hint && <p className="error-panel-hint">{details.hint}</p>}
        {isBug && <p className="error-panel-hint">This is a mistake in Steward, not in your database.</p>}
        {details.postgres && <PostgresFields fields={details.postgres} shownHint={details.hint} />}
        {details.statement && (
          <div className="error-panel-statement">
            <SqlText sql={details.statement} maxLines={12} />
          </div>
        )}
        {details.logId && <p className="error-panel-code">Log id {details.logId}</p>}
        {(onRetry || actions) && (
          <div className="error-panel-actions">
            {onRetry && (
              <Button icon={RotateCw} isSmall onPress={onRetry}>
                Try again
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  );
}

interface PostgresFieldsProps {
  readonly fields: PostgresErrorFields;
  /** Often the server's own hint, which then stands above. */
  readonly shownHint: string | undefined;
}

function PostgresFields({ fields, shownHint }: PostgresFieldsProps) {
  const object = [fields.schema, fields.table, fields.column].filter(Boolean).join(".");
  return (
    <>
      {fields.detail && <p className="error-panel-detail">{fields.detail}</p>}
      {fields.hint && fields.hint !== shownHint && <p className="error-panel-detail">{fields.hint}</p>}
      <p className="error-panel-code">
        SQLSTATE {fields.sqlstate}
        {fields.constraint && ` · constraint ${fields.constraint}`}
        {object && ` · ${object}`}
        {fields.position !== undefined && ` · at character ${fields.position}`}
      </p>
      {fields.where && <p className="error-panel-detail error-panel-where">{fields.where}</p>}
    </>
  );
}
