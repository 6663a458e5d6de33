import type { PlanComparison } from "../../../../shared/plans/comparing/compare-plans.ts";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { ShapeChange } from "../../../../shared/plans/comparing/shape-changes.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

interface PlannerChangesProps {
  readonly compared: PlanComparison;
  readonly onSelect: ((nodeId: number) => void) | undefined;
}

/** What the planner did differently, expected differently, and was told differently: each apart from the figures. */
export function PlannerChanges({ compared, onSelect }: PlannerChangesProps) {
  const { shapeChanges, estimateChanges, settingChanges } = compared;
  return (
    <div className="comparison-changes">
      <ChangeList
        title="Shape"
        none="Both plans have the same shape."
        items={shapeChanges.map((change) => ({
          subject: subjectOf(change),
          before: change.before,
          after: change.after,
          nodeId: change.nodeId,
        }))}
        onSelect={onSelect}
      />
      <ChangeList
        title="Estimates"
        none="No estimate of rows is another by a factor of 2."
        items={estimateChanges.map(({ before, after }) => ({
          subject: nodeTitle(after),
          before: `${formatCount(before.estimatedRows)} rows`,
          after: `${formatCount(after.estimatedRows)} rows`,
          nodeId: after.id,
        }))}
        onSelect={onSelect}
      />
      <ChangeList
        title="Settings"
        none="The planner's settings are the same."
        items={settingChanges.map(({ name, before, after }) => ({
          subject: name,
          before: before ?? "default",
          after: after ?? "default",
          nodeId: null,
        }))}
        onSelect={undefined}
      />
    </div>
  );
}

interface Change {
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly nodeId: number | null;
}

interface ChangeListProps {
  readonly title: string;
  readonly none: string;
  readonly items: readonly Change[];
  readonly onSelect: ((nodeId: number) => void) | undefined;
}

const maxListed = 12;

function ChangeList({ title, none, items, onSelect }: ChangeListProps) {
  return (
    <section className="comparison-list" aria-label={`${title} changed`}>
      <h3>
        {title} {items.length > 0 && <span className="panel-section-count">{items.length}</span>}
      </h3>
      {items.length === 0 && <p className="muted">{none}</p>}
      <ul>
        {items.slice(0, maxListed).map((item, index) => (
          <li key={index}>
            <ChangeSubject item={item} onSelect={onSelect} />
            <span className="comparison-was">{item.before === null ? "not there" : visibleName(item.before)}</span>
            <span role="img" aria-label="became">
              →
            </span>
            <span className="comparison-is">{item.after === null ? "gone" : visibleName(item.after)}</span>
          </li>
        ))}
        {items.length > maxListed && <li className="muted">and {items.length - maxListed} more, in the table below</li>}
      </ul>
    </section>
  );
}

function ChangeSubject({ item, onSelect }: { readonly item: Change } & Pick<ChangeListProps, "onSelect">) {
  const { nodeId } = item;
  if (item.subject === "") return null;
  if (nodeId === null || !onSelect) return <span className="comparison-subject">{visibleName(item.subject)}</span>;
  return (
    <button type="button" className="comparison-subject comparison-link" onClick={() => onSelect(nodeId)}>
      {visibleName(item.subject)}
    </button>
  );
}

function subjectOf({ kind, subject }: ShapeChange): string {
  return kind === "order" ? "Join order" : subject;
}
