import { type ReactNode, useState } from "react";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import {
  awakeHourCost,
  defaultBranchPrices,
  dollarsText,
  isBilled,
  projectMonthCost,
} from "../../../../shared/branches/prices.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { formatBytes } from "../../../ui/display/format.ts";
import "./branch-figures.css";
import { PricesDialog } from "./prices-dialog.tsx";

interface BranchFiguresProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
}

/** How many branches, how many of them awake, what they take and what that costs. */
export function BranchFigures({ project, branches }: BranchFiguresProps) {
  const awake = branches.filter((branch) => branch.compute === "active").length;
  const moving = branches.filter((branch) => branch.compute === "starting" || branch.compute === "suspending").length;
  const throwAway = branches.filter((branch) => branch.purpose !== "work").length;
  const known = branches.flatMap((branch) => (branch.sizeBytes === null ? [] : [branch.sizeBytes]));
  const unknown = branches.length - known.length;
  return (
    <dl className="branch-figures">
      <Figure
        label="Branches"
        value={String(branches.length)}
        note={throwAway > 0 ? `${throwAway} throw-away` : null}
      />
      <Figure
        label="Computes awake"
        value={String(awake)}
        note={moving > 0 ? `of ${branches.length}, ${moving} changing` : `of ${branches.length}`}
      />
      <Figure
        label="Storage"
        value={known.length === 0 ? "unknown" : formatBytes(known.reduce((sum, size) => sum + size, 0))}
        note={unknown > 0 && known.length > 0 ? `${unknown} unknown` : "all branches"}
      />
      {isBilled(project.capabilities) ? (
        <CostFigure branches={branches} />
      ) : (
        <Figure
          label="Cost"
          value="none"
          note={project.capabilities.kind === "template" ? "beyond your own server" : "all on this computer"}
        />
      )}
    </dl>
  );
}

function CostFigure({ branches }: { readonly branches: readonly Branch[] }) {
  const prices = useWorkspace((workspace) => workspace.branchPrices) ?? defaultBranchPrices;
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Figure
        label="Kept for a month, estimated"
        value={dollarsText(projectMonthCost(branches, prices))}
        note={
          <button
            type="button"
            className="branch-figure-link"
            title={`An hour awake: ${dollarsText(awakeHourCost(prices))} for each compute`}
            onClick={() => setIsAsking(true)}
          >
            prices of {prices.asOf}
          </button>
        }
      />
      {isAsking && <PricesDialog onClose={() => setIsAsking(false)} />}
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note: ReactNode;
}

function Figure({ label, value, note }: FigureProps) {
  return (
    <div className="branch-figure">
      <dt className="cut" title={label}>
        {label}
      </dt>
      <dd className="cut">
        {value} {note !== null && <span>{note}</span>}
      </dd>
    </div>
  );
}
