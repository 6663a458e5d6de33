import { GitBranch } from "lucide-react";
import type { Branch } from "../../../../shared/branches/model.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { ComputeDot } from "../../../ui/display/compute-dot.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import "./branch-tree.css";
import { ageText } from "../rules/branch-times.ts";
import type { BranchRow } from "../rules/branch-tree.ts";
import { TimeLeftBar } from "./time-left-bar.tsx";

interface BranchTreeRowProps {
  readonly row: BranchRow;
  readonly connection: Connection | undefined;
  readonly nowMs: number;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: (branch: Branch) => void;
  readonly onOpen: (branch: Branch) => void;
}

/** One branch in the tree. */
export function BranchTreeRow(props: BranchTreeRowProps) {
  const { row, connection, nowMs, isChosen, isTabStop, onChoose, onOpen } = props;
  const { branch } = row;
  return (
    <tr
      data-branch={branch.id}
      data-dimmed={!row.isMatch}
      aria-level={row.depth + 1}
      aria-selected={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => onChoose(branch)}
      onClick={() => onChoose(branch)}
      onDoubleClick={() => onOpen(branch)}
    >
      <td>
        <span className="branch-name">
          {row.guides.map((guide, index) => (
            <span key={index} className={`branch-guide branch-guide-${guide}`} aria-hidden="true" />
          ))}
          <GitBranch aria-hidden className="branch-name-icon" />
          <span className="cut" title={visibleName(branch.name)}>
            {visibleName(branch.name)}
          </span>
          <BranchBadges branch={branch} connection={connection} />
        </span>
      </td>
      <td>
        <BranchState branch={branch} />
      </td>
      <td className="branch-number branch-soft">{ageText(branch.createdAt, nowMs)}</td>
      <td>
        <TimeLeftBar branch={branch} nowMs={nowMs} />
      </td>
      <td className="branch-number">
        {branch.sizeBytes === null ? <span className="muted">unknown</span> : formatBytes(branch.sizeBytes)}
      </td>
    </tr>
  );
}

/** The compute's state; while a branch is made or deleted, that instead. */
export function BranchState({ branch }: { readonly branch: Branch }) {
  if (branch.state === "creating") return <ComputeDot state="starting" label="being created" />;
  if (branch.state === "deleting") return <ComputeDot state="suspending" label="being deleted" />;
  if (branch.state === "failed") return <ComputeDot state="failed" label="failed" />;
  return <ComputeDot state={branch.compute} />;
}

function BranchBadges({
  branch,
  connection,
}: {
  readonly branch: Branch;
  readonly connection: Connection | undefined;
}) {
  const branching = connection ? branchingOf(connection) : null;
  const isConnected =
    branching !== null && branching.projectId === branch.projectId && branching.defaultBranchId === branch.id;
  return (
    <>
      {branch.isDefault && <Badge>default</Badge>}
      {branch.isProtected && <Badge>protected</Badge>}
      {branch.purpose === "rehearsal" && <Badge>throw-away</Badge>}
      {connection && isConnected && <EnvironmentBadge environment={connection.environment} />}
    </>
  );
}
