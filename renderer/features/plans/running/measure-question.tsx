import { useState } from "react";
import type { RunEffects, SideEffectCode } from "../../../../shared/plans/running/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { MeasureQuestionProps } from "../../../state/plans/measuring.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { environmentLabel } from "../../../ui/display/environment-badge.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import "./running.css";

/** Where a statement that writes is measured: a branch first; in place once each effect was agreed to. Nothing was sent yet. */
export function MeasureQuestion(props: MeasureQuestionProps) {
  const { databaseRef, sql, onClose, onEstimate, onMeasure } = props;
  // What is allowed here may have changed since the same was asked: writes were unlocked, or locked again.
  const effects = useRequest("plans.effects", { ref: databaseRef, sql }, { staleMs: 0 });
  const canBranch = effects.data?.branchRefusal === null;
  return (
    <Dialog
      title="Where is this measured?"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <span className="grow" />
          <Button onPress={onEstimate}>Explain without running</Button>
          <Button variant="primary" isDisabled={!canBranch} onPress={() => onMeasure("branch", [])}>
            Measure on a branch
          </Button>
        </>
      }
    >
      <div className="measure-question">
        <SqlText sql={sql} maxLines={5} />
        <ErrorPanel error={effects.error} isCompact />
        {effects.isPending && <Skeleton lines={5} />}
        {effects.data && <Places {...props} effects={effects.data} />}
      </div>
    </Dialog>
  );
}

function Places({ effects, environment, onMeasure }: MeasureQuestionProps & { readonly effects: RunEffects }) {
  const { isReading, command, branchRefusal } = effects;
  return (
    <>
      <p>
        {isReading
          ? "A function that it calls writes, and a READ ONLY transaction lets nothing write."
          : `EXPLAIN ANALYZE runs this ${command}, and a rollback does not undo everything.`}
      </p>
      <section className="measure-place">
        <h3>On a branch</h3>
        <p className="muted">
          {branchRefusal === null
            ? "A copy of the database is made for this run and deleted after it, with all that the statement did. Triggers and deferred constraints are measured too."
            : visibleName(branchRefusal.message)}
        </p>
      </section>
      {!isReading && (
        <section className="measure-place">
          <h3>In place, on {environmentLabel(environment)}, and rolled back</h3>
          <InPlace effects={effects} onConfirm={(codes) => onMeasure("here", codes)} />
        </section>
      )}
    </>
  );
}

interface InPlaceProps {
  readonly effects: RunEffects;
  readonly onConfirm: (codes: readonly SideEffectCode[]) => void;
}

function InPlace({ effects: { command, effects, hereRefusal }, onConfirm }: InPlaceProps) {
  const [agreed, setAgreed] = useState<readonly SideEffectCode[]>([]);
  if (hereRefusal)
    return (
      <p className="muted">
        {visibleName(hereRefusal.message)} {hereRefusal.hint}
      </p>
    );
  const isReady = effects.every(({ code }) => agreed.includes(code));
  return (
    <>
      <p className="muted">Agree to each of these first:</p>
      <ul className="measure-effects">
        {effects.map(({ code, message }) => (
          <li key={code}>
            <Checkbox
              isSelected={agreed.includes(code)}
              onChange={(isAgreed) => setAgreed(isAgreed ? [...agreed, code] : agreed.filter((one) => one !== code))}
            >
              {visibleName(message)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button isSmall variant="danger" isDisabled={!isReady} onPress={() => onConfirm(agreed)}>
        {`Run the ${command} in place`}
      </Button>
    </>
  );
}
