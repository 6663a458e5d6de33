import { useMemo, useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { useDraft } from "../../../state/drafts.ts";
import type { PlanTextTab as PlanTextTabModel } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { PlanView } from "../plan-view.tsx";
import "./paste.css";
import { PlanTextForm } from "./plan-text-form.tsx";
import { type PastedRun, toPastedRun } from "./to-pasted-run.ts";

type Reading = PastedRun | { readonly error: AppError };

/** A plan that was made elsewhere: its text, then the same view as a plan of ours. */
export function PlanTextTab({ tab }: { readonly tab: PlanTextTabModel }) {
  const { text, setText } = useDraft(tab.draftId);
  // A tab that comes back with the window shows what it showed.
  const [isAsked, setIsAsked] = useState(text !== "");
  const { connectionId, branchId } = tab.ref;
  const reading = useMemo(() => {
    const ref = branchId === undefined ? { connectionId } : { connectionId, branchId };
    return isAsked ? read(text, tab.id, ref) : null;
  }, [isAsked, text, tab.id, connectionId, branchId]);
  if (reading !== null && "run" in reading)
    return (
      <div className="plan-paste">
        <div className="plan-paste-bar" role="status">
          <p className="grow">
            {reading.remarks.map((remark) => (
              <span key={remark} className="plan-paste-remark">
                {remark}{" "}
              </span>
            ))}
            Read from a text, without its database: diagnoses that need sizes, indexes or statistics stay silent.
          </p>
          <Button isSmall onPress={() => setIsAsked(false)}>
            Change the text
          </Button>
        </div>
        <div className="plan-paste-view">
          <PlanView result={reading.run} isPasted />
        </div>
      </div>
    );
  return (
    <PlanTextForm
      text={text}
      error={reading?.error ?? null}
      onChange={(next) => {
        setIsAsked(false);
        setText(next);
      }}
      onRead={(next) => {
        setText(next);
        setIsAsked(true);
      }}
    />
  );
}

function read(text: string, tabId: string, ref: DatabaseRef): Reading {
  try {
    return toPastedRun(text, tabId, ref);
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}
