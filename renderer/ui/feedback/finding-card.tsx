import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Finding } from "../../../shared/findings/model.ts";
import { visibleText } from "../../../shared/findings/visible-text.ts";
import { Badge } from "../display/badge.tsx";
import { formatBytes, formatCount, formatMs, formatPercent } from "../display/format.ts";
import { SqlText } from "../display/sql-text.tsx";
import { visibleName } from "../display/visible-name.ts";
import "./finding-card.css";

const looks = {
  error: { tone: "danger", icon: CircleAlert, word: "error" },
  warning: { tone: "warning", icon: TriangleAlert, word: "warning" },
  info: { tone: "info", icon: Info, word: "info" },
} as const;

interface FindingCardProps {
  readonly finding: Finding;
  readonly actions?: ReactNode;
  readonly isSelected?: boolean | undefined;
  readonly onSelect?: (() => void) | undefined;
  /** What stands between the evidence and the fix. */
  readonly children?: ReactNode;
}

/** What a check found: what it saves, what it saw, the fix, then the buttons. */
export function FindingCard({ finding, actions, isSelected, onSelect, children }: FindingCardProps) {
  const look = looks[finding.severity];
  const { savedMs, savedBytes, ...evidence } = finding.evidence;
  const saves =
    typeof savedMs === "number"
      ? `saves about ${formatMs(savedMs)}`
      : typeof savedBytes === "number"
        ? `saves ${formatBytes(savedBytes)}`
        : null;
  const facts = Object.entries(evidence).filter(([, value]) => value !== null);
  return (
    <article className={`finding-card finding-card-${finding.severity}`} data-selected={isSelected ?? false}>
      <header className="finding-card-head">
        <Badge tone={look.tone} icon={look.icon}>
          {look.word}
        </Badge>
        <code className="finding-card-code grow cut">{finding.code}</code>
        {saves && <span className="finding-card-saves">{saves}</span>}
      </header>
      <h4 className="finding-card-subject">
        {onSelect ? (
          <button type="button" className="finding-card-link" onClick={onSelect}>
            {visibleName(finding.subject)}
          </button>
        ) : (
          visibleName(finding.subject)
        )}
      </h4>
      <p className="finding-card-message">{visibleText(finding.message)}</p>
      {facts.length > 0 && (
        <ul className="finding-card-evidence">
          {facts.map(([key, value]) => (
            <li key={key}>
              <span className="finding-card-fact">{evidenceLabel(key)}</span> {evidenceValue(key, value)}
            </li>
          ))}
        </ul>
      )}
      {children}
      {finding.fix && (
        <div className="finding-card-fix">
          <SqlText sql={visibleText(finding.fix.sql)} maxLines={10} />
        </div>
      )}
      {actions && <footer className="finding-card-actions">{actions}</footer>}
    </article>
  );
}

/** `removedShare` as "removed", `sizeBytes` as "size", `lastUsedAt` as "last used at". */
export function evidenceLabel(key: string): string {
  return key
    .replace(/(Ms|Bytes|Share|Percent)$/, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

/** A value of the evidence with the unit that its key names. */
export function evidenceValue(key: string, value: string | number | boolean | null): string {
  if (typeof value !== "number") return typeof value === "boolean" ? (value ? "yes" : "no") : visibleName(value ?? "");
  if (key.endsWith("Ms")) return formatMs(value);
  if (key.endsWith("Bytes")) return formatBytes(value);
  if (key.endsWith("Share")) return formatPercent(value);
  if (key.endsWith("Percent")) return `${value.toFixed(1)} %`;
  return formatCount(Number.isInteger(value) ? value : Number(value.toFixed(2)));
}
