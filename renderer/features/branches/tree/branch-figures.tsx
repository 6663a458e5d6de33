import type { Branch } from "../../../../shared/branches/model.ts";
import { formatBytes } from "../../../ui/display/format.ts";
import "./branch-figures.css";

/** How many branches, how many of them awake, and what they take. */
export function BranchFigures({ branches }: { readonly branches: readonly Branch[] }) {
  const awake = branches.filter((branch) => branch.compute === "active").length;
  const moving = branches.filter((branch) => branch.compute === "starting" || branch.compute === "suspending").length;
  const throwAway = branches.filter((branch) => branch.purpose === "rehearsal").length;
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
        note={unknown > 0 && known.length > 0 ? `${unknown} not measured` : "all branches"}
      />
    </dl>
  );
}

function Figure({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: string;
  readonly note: string | null;
}) {
  return (
    <div className="branch-figure">
      <dt>{label}</dt>
      <dd>
        {value} {note !== null && <span>{note}</span>}
      </dd>
    </div>
  );
}
