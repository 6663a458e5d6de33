import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { ageText } from "../rules/branch-times.ts";
import type { findStaleBranches } from "./stale-branches.ts";
import "./stale-dialog.css";

interface StaleListProps extends ReturnType<typeof findStaleBranches> {
  /** Ids of branches that somebody took out of the list. */
  readonly spared: ReadonlySet<string>;
  readonly nowMs: number;
  readonly onSpare: (id: string, isSpared: boolean) => void;
}

/** The stale branches with reasons and sizes, to choose from; below them those that stay whatever the rules say. */
export function StaleList({ stale, staying, spared, nowMs, onSpare }: StaleListProps) {
  return (
    <>
      {stale.length === 0 ? (
        <EmptyState title="No stale branch" text="No branch that may be deleted meets one of these rules." />
      ) : (
        <table className="stale-list" aria-label="Stale branches">
          <thead>
            <tr>
              <th scope="col">Branch</th>
              <th scope="col">Why</th>
              <th scope="col" className="branch-number">
                Age
              </th>
              <th scope="col" className="branch-number">
                Size
              </th>
            </tr>
          </thead>
          <tbody>
            {stale.map(({ branch, reasons }) => (
              <tr key={branch.id}>
                <td>
                  <Checkbox isSelected={!spared.has(branch.id)} onChange={(isChosen) => onSpare(branch.id, !isChosen)}>
                    <span className="stale-name">{visibleName(branch.name)}</span>
                  </Checkbox>
                </td>
                <td className="branch-soft">{reasons.join(", ")}</td>
                <td className="branch-number branch-soft">{ageText(branch.createdAt, nowMs)}</td>
                <td className="branch-number">
                  {branch.sizeBytes === null ? "unknown" : formatBytes(branch.sizeBytes)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {staying.length > 0 && (
        <details className="stale-staying">
          <summary>
            {staying.length === 1 ? "1 more meets a rule and stays" : `${staying.length} more meet a rule and stay`}
          </summary>
          <ul>
            {staying.map(({ branch, why }) => (
              <li key={branch.id}>
                {visibleName(branch.name)}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
