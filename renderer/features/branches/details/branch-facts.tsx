import type { Branch, Project } from "../../../../shared/branches/model.ts";
import {
  awakeHourCost,
  defaultBranchPrices,
  dollarsText,
  isBilled,
  storageMonthCost,
} from "../../../../shared/branches/prices.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { formatAgo, formatBytes } from "../../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { suspendWords } from "../change/branch-change.ts";
import { sizeWords } from "../change/compute-size.ts";
import { historyFact, localMoment, utcMoment } from "../rules/branch-point.ts";
import { timeLeft } from "../rules/branch-times.ts";
import { BranchState } from "../tree/branch-state.tsx";

interface BranchFactsProps {
  readonly project: Project;
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onChoose: (id: string) => void;
}

const contents: Readonly<Record<Branch["content"], string>> = {
  data: "all rows",
  schemaOnly: "schema only",
  anonymised: "anonymised",
};

/** What is known of a branch without waking it. */
export function BranchFacts(props: BranchFactsProps) {
  const { project, branch, branches, nowMs } = props;
  const prices = useWorkspace((workspace) => workspace.branchPrices) ?? defaultBranchPrices;
  const left = timeLeft(branch.createdAt, branch.expiresAt, nowMs);
  const children = branches.filter((other) => other.parentId === branch.id);
  const cost = storageMonthCost(branch, prices);
  const items: KeyValue[] = [
    { key: "Parent", value: <Parent {...props} /> },
    { key: "Content", value: contents[branch.content] },
    { key: "Created", value: <time dateTime={branch.createdAt}>{formatAgo(branch.createdAt, nowMs)}</time> },
    {
      key: "Time left",
      value: left ? (
        <>
          {left.text} <span className="muted">then deleted</span>
        </>
      ) : (
        "never expires"
      ),
    },
    { key: "Compute", value: <BranchState branch={branch} nowMs={nowMs} /> },
    ...(branch.computeSize === null ? [] : [{ key: "Units", value: sizeWords(branch.computeSize) }]),
    { key: "Suspends", value: suspendWords(branch) },
    { key: "Size", value: branch.sizeBytes === null ? "unknown until it wakes" : formatBytes(branch.sizeBytes) },
    { key: "Written", value: branch.writtenBytes === null ? "unknown" : formatBytes(branch.writtenBytes) },
    {
      key: "Cost",
      value: !isBilled(project.capabilities)
        ? "none"
        : `${cost === null ? "unknown" : dollarsText(cost)} a month kept, ${dollarsText(awakeHourCost(prices))} an hour awake`,
    },
    {
      key: "Children",
      value: children.length === 0 ? "none" : children.map(({ name }) => visibleName(name)).join(", "),
    },
  ];
  if (branch.historyStart !== null || (project.capabilities.kind === "embedded" && branch.purpose === "work"))
    items.push({ key: "History", value: historyFact(branch, children.length > 0) });
  if (branch.lastActiveAt !== null) items.push({ key: "Last work", value: formatAgo(branch.lastActiveAt, nowMs) });
  return <KeyValueList items={items} />;
}

function Parent({ branch, branches, onChoose }: BranchFactsProps) {
  const parent = branches.find((other) => other.id === branch.parentId);
  if (!parent)
    return (
      <span className="muted">{branch.parentId === null ? "none: the project began here" : "not there any more"}</span>
    );
  return (
    <>
      <button type="button" className="branch-inspector-link" onClick={() => onChoose(parent.id)}>
        {visibleName(parent.name)}
      </button>
      {branch.parentLsn !== null && (
        <>
          {" "}
          <span className="muted">at</span> <code>{branch.parentLsn}</code>
        </>
      )}
      {branch.parentTime !== null && (
        <>
          {" "}
          <span className="muted">as of</span>{" "}
          <span title={utcMoment(branch.parentTime)}>{localMoment(branch.parentTime)}</span>
        </>
      )}
    </>
  );
}
