import { GitBranch, History } from "lucide-react";
import type { Branch } from "../../../../shared/branches/model.ts";
import { type BranchPrices, dollarsText, storageMonthCost } from "../../../../shared/branches/prices.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import "./branch-tree.css";
import { ageText } from "../rules/branch-times.ts";
import type { BranchRow } from "../rules/branch-tree.ts";
import { BranchState } from "./branch-state.tsx";
import { TimeLeftBar } from "./time-left-bar.tsx";

interface BranchTreeRowProps {
  readonly row: BranchRow;
  readonly connection: Connection | undefined;
  readonly nowMs: number;
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  /** Operations of the control plane that are not over. */
  readonly pending: number;
  /** Null where branches cost nothing. */
  readonly prices: BranchPrices | null;
  readonly onChoose: (branch: Branch) => void;
  readonly onOpen: (branch: Branch) => void;
}

/** One branch in the tree. */
export function BranchTreeRow(props: BranchTreeRowProps) {
  const { row, connection, nowMs, isChosen, isTabStop, prices, onChoose, onOpen } = props;
  const { branch } = row;
  const Icon = branch.purpose === "past" ? History : GitBranch;
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
          <Icon aria-hidden className="branch-name-icon" />
          <span className="cut" title={visibleName(branch.name)}>
            {visibleName(branch.name)}
          </span>
          <BranchBadges branch={branch} connection={connection} />
        </span>
      </td>
      <td>
        <BranchState branch={branch} nowMs={nowMs} pending={props.pending} />
      </td>
      <td className="branch-number branch-soft">{ageText(branch.createdAt, nowMs)}</td>
      <td>
        <TimeLeftBar branch={branch} nowMs={nowMs} />
      </td>
      <td className="branch-number">
        {branch.sizeBytes === null ? <span className="muted">unknown</span> : formatBytes(branch.sizeBytes)}
      </td>
      <td className="branch-number branch-soft branch-wide">
        {branch.writtenBytes === null ? <span className="muted">unknown</span> : formatBytes(branch.writtenBytes)}
      </td>
      {prices && <td className="branch-number">{costText(branch, prices)}</td>}
    </tr>
  );
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
      {branch.purpose === "past" && <Badge>the past</Badge>}
      {branch.content === "schemaOnly" && <Badge tone="info">schema only</Badge>}
      {branch.content === "anonymised" && <Badge tone="info">anonymised</Badge>}
      {connection && isConnected && <EnvironmentBadge environment={connection.environment} />}
    </>
  );
}

function costText(branch: Branch, prices: BranchPrices): string {
  const cost = storageMonthCost(branch, prices);
  return cost === null ? "" : dollarsText(cost);
}
