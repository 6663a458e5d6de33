import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { lockClassLabels, lockClassOf, lockModeText } from "../../../../shared/changes/lock-class.ts";
import type { MigrationFinding } from "../../../../shared/changes/model.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { evidenceLabel, evidenceValue } from "../../../ui/feedback/finding-card.tsx";
import "./finding-strip.css";

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

const measuredWords = {
  confirmed: "confirmed in rehearsal",
  notSeen: "not seen in rehearsal",
  added: "seen in rehearsal",
} as const;

/** One finding at the foot of its statement; opens to the evidence and the safer form. */
export function FindingStrip({ finding }: { readonly finding: MigrationFinding }) {
  const [isOpen, setIsOpen] = useState(false);
  const Icon = icons[finding.severity];
  const evidence = Object.entries(finding.evidence).filter(([, value]) => value !== null);
  return (
    <div className="finding-strip" data-severity={finding.severity}>
      <button type="button" className="finding-strip-head" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Icon aria-label={finding.severity} className="finding-strip-icon" />
        <span className="grow">{finding.message}</span>
        {finding.measured && <span className="finding-strip-hint">{measuredWords[finding.measured.verdict]}</span>}
        {finding.fix && <span className="finding-strip-hint">safer form</span>}
        <code className="finding-strip-code">{finding.code}</code>
      </button>
      {isOpen && (
        <div className="finding-strip-body">
          <p>
            {visibleName(finding.subject)}
            {finding.lock !== null && (
              <span className="muted">
                {" "}
                takes {lockModeText(finding.lock)}: {lockClassLabels[lockClassOf(finding.lock)]}
              </span>
            )}
          </p>
          {finding.measured && <p>In the rehearsal: {visibleName(finding.measured.text)}</p>}
          {evidence.length > 0 && (
            <p className="muted">
              {evidence.map(([key, value]) => `${evidenceLabel(key)} ${evidenceValue(key, value)}`).join(", ")}
            </p>
          )}
          {finding.fix && (
            <div className="finding-strip-fix">
              <div className="finding-strip-fix-head">
                <span className="grow">
                  {finding.fix.title}
                  {!finding.fix.transactional && <span className="muted">, alone outside a transaction</span>}
                </span>
                <CopyButton text={finding.fix.sql} label="Copy the safer form" />
              </div>
              <SqlText sql={finding.fix.sql} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}
