import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Severity } from "../../../../shared/findings/model.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { type FindingGroup, findingKey, type ListedFinding, ruleTitle } from "../rules/group-findings.ts";
import { useSchemaCheckView } from "../schema-check-view.ts";
import "./finding-list.css";

const icons: Readonly<Record<Severity, LucideIcon>> = { error: CircleAlert, warning: TriangleAlert, info: Info };

/** As many lines as a group shows before it is asked for more. */
const linesAtOnce = 100;

interface FindingListProps {
  readonly groups: readonly FindingGroup[];
  /** `findingKey` of the one whose details are shown. */
  readonly current: string | null;
}

/** Findings in groups, one line each. */
export function FindingList({ groups, current }: FindingListProps) {
  return (
    <div className={groups[0]?.keeps ? "schema-findings-by-rule" : undefined}>
      {groups.map((group) => (
        <PanelSection
          key={group.key}
          title={visibleName(group.title)}
          count={group.findings.length}
          isCollapsible
          end={group.keeps && <span className="schema-findings-keeps cut">{group.keeps}</span>}
        >
          <Lines group={group} current={current} />
        </PanelSection>
      ))}
    </div>
  );
}

function Lines({ group, current }: { readonly group: FindingGroup; readonly current: string | null }) {
  const [lines, setLines] = useState(linesAtOnce);
  const left = group.findings.length - lines;
  return (
    <ul className="schema-findings-lines" aria-label={visibleName(group.title)}>
      {group.findings.slice(0, lines).map((listed) => (
        <li key={findingKey(listed.finding)}>
          <Line listed={listed} isCurrent={findingKey(listed.finding) === current} isInObject={group.keeps === null} />
        </li>
      ))}
      {left > 0 && (
        <li className="schema-findings-more">
          <Button isSmall variant="quiet" onPress={() => setLines(lines + linesAtOnce)}>
            Show {Math.min(left, linesAtOnce)} more
          </Button>
        </li>
      )}
    </ul>
  );
}

interface LineProps {
  readonly listed: ListedFinding;
  readonly isCurrent: boolean;
  /** Below its object the rule is what tells findings apart. */
  readonly isInObject: boolean;
}

function Line({ listed: { finding, exception }, isCurrent, isInObject }: LineProps) {
  const select = useSchemaCheckView((view) => view.select);
  const { severity, code, subject, message, fix } = finding;
  const Icon = icons[severity];
  return (
    <button
      type="button"
      className="schema-finding"
      aria-current={isCurrent ? "true" : undefined}
      onClick={() => select(findingKey(finding))}
    >
      <Icon role="img" aria-label={severity} className={`schema-finding-icon schema-finding-${severity}`} />
      <span className="schema-finding-subject cut">
        {isInObject ? ruleTitle(code) : <code>{visibleName(subject)}</code>}
      </span>
      <span className="schema-finding-message cut">{visibleName(exception ? exception.reason : message)}</span>
      <span className="schema-finding-fix">{exception ? "accepted" : fix ? "fix" : ""}</span>
    </button>
  );
}
