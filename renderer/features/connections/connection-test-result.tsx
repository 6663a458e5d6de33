import { Circle, CircleCheck, CircleX } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ConnectionTest } from "../../../shared/connections/contract.ts";
import type { Operation } from "../../bridge/use-operation.ts";
import { formatMs } from "../../ui/display/format.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../ui/feedback/progress.tsx";
import "./connection-dialog.css";
import type { ConnectionForm } from "./rules/connection-form.ts";
import { testAdvice } from "./rules/test-advice.ts";
import { type TestStep, testRemarks, testSteps } from "./rules/test-steps.ts";
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
        {test.error.details.connectStep && <TestSteps steps={testSteps(test.error.details.connectStep, form)} />}
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
  const remarks = testRemarks(found, form);
  return (
    <>
      <p className="connection-success" role="status">
        <CircleCheck aria-hidden className="connection-success-icon" />
        <span>
          Connected as <code>{found.user}</code> to PostgreSQL {found.serverVersion} in {formatMs(found.connectMs)}
          {found.isEncrypted ? ", encrypted" : ""}.
        </span>
      </p>
      {remarks.length > 0 && (
        <ul className="connection-notes">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const stepIcons = { passed: CircleCheck, failed: CircleX, notReached: Circle };
const stepWords = { passed: "passed", failed: "failed", notReached: "not reached" };

function TestSteps({ steps }: { readonly steps: readonly TestStep[] }) {
  return (
    <ol className="connection-steps" aria-label="How far the test got">
      {steps.map(({ step, label, state }) => {
        const Icon = stepIcons[state];
        return (
          <li key={step} className="connection-step" data-state={state}>
            <Icon aria-hidden className="connection-step-icon" />
            {label}
            <span className="visually-hidden">: {stepWords[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}
