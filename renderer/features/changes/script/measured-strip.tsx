import { Lock } from "lucide-react";
import { lockModeText } from "../../../../shared/changes/lock-class.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { MeasuredLock } from "../locks/measured-locks.ts";
import "./finding-strip.css";

/** What the rehearsal saw a statement block, at its foot. */
export function MeasuredStrip({ lock }: { readonly lock: MeasuredLock }) {
  const relations = lock.relations.map((relation) => visibleName(relation.replace(/^public\./, "")));
  const what = lock.lockClass === "reads" ? "reads and writes" : "writes";
  return (
    <div className="finding-strip" data-severity="warning">
      <div className="finding-strip-head">
        <Lock aria-hidden className="finding-strip-icon" />
        <span className="grow">
          Blocks {what} of {relations.join(", ")} for {formatMs(lock.heldMs)}, as rehearsed.
        </span>
        <code className="finding-strip-code">{lockModeText(lock.mode)}</code>
      </div>
    </div>
  );
}
