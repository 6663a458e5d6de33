import { CircleCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ConnectionTest } from "../../../shared/connections/contract.ts";
import type { Operation } from "../../bridge/use-operation.ts";
import { formatMs } from "../../ui/display/format.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../ui/feedback/progress.tsx";
import "./connection-dialog.css";
import type { ConnectionForm } from "./rules/connection-form.ts";
import { testAdvice } from "./rules/test-advice.ts";
import { UnknownHostKey } from "./unknown-host-key.tsx";

interface ConnectionTestResultProps {
  readonly test: Operation<"connections.test">;
  readonly found: ConnectionTest | null;
  readonly form: ConnectionForm;
  readonly hasSavedPassword: boolean;
  readonly onTestAgain: () => void;
}

/** What a test found, or why it failed and what to try. */
export function ConnectionTestResult(props: ConnectionTestResultProps) {
  const place = useRef<HTMLDivElement>(null);
  const { state } = props.test;
  // The form is longer than a small screen; what the test says must not stay below its edge.
  useEffect(() => {
    if (state !== "idle") place.current?.scrollIntoView({ block: "nearest" });
  }, [state]);
  return (
    <div ref={place}>
      <TestAnswer {...props} />
    </div>
  );
}

function TestAnswer({ test, found, form, hasSavedPassword, onTestAgain }: ConnectionTestResultProps) {
  if (test.state === "running")
    return <OperationBar title="Testing the connection" progress={test.progress} onCancel={test.cancel} />;
  if (test.state === "failed" && test.error && test.error.code !== "cancelled")
    return (
      <div>
        <ErrorPanel
          error={test.error}
          actions={
            test.error.details.hostKey && (
              <UnknownHostKey hostKey={test.error.details.hostKey} onTrusted={onTestAgain} />
            )
          }
        />
        <ul className="connection-notes">
          {testAdvice(test.error, form, hasSavedPassword).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    );
  if (!found) return null;
  return (
    <p className="connection-success" role="status">
      <CircleCheck aria-hidden className="connection-success-icon" />
      <span>
        Connected as <code>{found.user}</code> to PostgreSQL {found.serverVersion} in {formatMs(found.connectMs)}.
        {found.isSuperuser && " This role is a superuser: privileges will not hold it back."}
      </span>
    </p>
  );
}
