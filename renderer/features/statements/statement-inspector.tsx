import type { LoggedStatement } from "../../../shared/ipc/topics.ts";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { formatClock, formatCount, formatMs } from "../../ui/display/format.ts";
import { KeyValueList } from "../../ui/display/key-value.tsx";
import { SqlText } from "../../ui/display/sql-text.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { Inspector } from "../../ui/frame/inspector.tsx";
import { PanelSection } from "../../ui/frame/section.tsx";
import "./statement-log.css";
import type { Names } from "./use-names.ts";

interface StatementInspectorProps {
  readonly statement: LoggedStatement;
  readonly names: Names;
  readonly onClose: () => void;
}

/** One statement whole: its text as it was sent, where it went and how it ended. */
export function StatementInspector({ statement, names, onClose }: StatementInspectorProps) {
  return (
    <Inspector title={`Statement ${statement.sequence}`} onClose={onClose}>
      <KeyValueList
        items={[
          { key: "Sent", value: <time dateTime={statement.at}>{formatClock(statement.at)}</time> },
          { key: "Cause", value: statement.cause },
          { key: "Connection", value: visibleName(names.connection(statement.connectionId)) },
          {
            key: "Branch",
            value: statement.branchId === null ? "the connection's own" : visibleName(names.branch(statement.branchId)),
          },
          { key: "Took", value: formatMs(statement.durationMs) },
          { key: "Rows", value: formatCount(statement.rows) },
        ]}
      />
      {statement.error !== null && (
        <PanelSection title="Error" end={<CopyButton text={statement.error} label="Copy the error" />}>
          <p className="statement-inspector-error">{statement.error}</p>
        </PanelSection>
      )}
      <PanelSection title="SQL" end={<CopyButton text={statement.sql} label="Copy the SQL" />}>
        <div className="statement-inspector-sql">
          <SqlText sql={statement.sql} />
        </div>
      </PanelSection>
    </Inspector>
  );
}
