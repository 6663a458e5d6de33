import type { Branch, BranchDatabase } from "../../../../shared/branches/model.ts";
import { templateProjectId } from "../../../../shared/branches/template/project.ts";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

/** What besides the branch itself a destructive action meets. */
export interface BlastFacts {
  /** Null while they are not known. */
  readonly databases: readonly BranchDatabase[] | null;
  /** Titles of this window's tabs that lead to it. */
  readonly openTabs: readonly string[];
  /** Rows with changes that are staged for it and not stored. */
  readonly stagedRows: number;
  readonly children: readonly Branch[];
  readonly parent: Branch | null;
}

/** What a restore was asked to do. */
export interface RestorePlan {
  readonly source: { readonly id: string; readonly name: string; readonly isSnapshot?: true };
  /** The moment or position in words; null for the present state. */
  readonly point: string | null;
  readonly preserveUnder: string | null;
}

/** What goes away with `branch`, one line each, for the question before a delete. */
export function deleteRadius(branch: Branch, facts: BlastFacts): readonly string[] {
  return [
    `${contentWords(facts)} of this branch; there is no copy to come back to.`,
    ...sessionLines(branch),
    ...windowLines(facts),
    ...(facts.parent ? [`Its parent ${visibleName(facts.parent.name)} is not touched.`] : []),
  ];
}

/** What a reset from the parent replaces. */
export function resetRadius(branch: Branch, facts: BlastFacts): readonly string[] {
  return [
    `${contentWords(facts)} become those of ${facts.parent ? visibleName(facts.parent.name) : "its parent"} as they are now. What was changed here is lost.`,
    ...sessionLines(branch),
    ...windowLines(facts),
    ...(facts.children.length > 0
      ? [
          facts.children.length === 1
            ? `${childNames(facts)} keeps what it has; it was made from what is replaced.`
            : `${childNames(facts)} keep what they have; they were made from what is replaced.`,
        ]
      : []),
    "Name, connection string, roles and passwords stay. Its lifetime begins anew.",
  ];
}

/** What a restore replaces, and where its children and its content go. */
export function restoreRadius(branch: Branch, facts: BlastFacts, plan: RestorePlan): readonly string[] {
  const { source, point, preserveUnder } = plan;
  const kept = preserveUnder === null ? null : visibleName(preserveUnder);
  return [
    source.isSnapshot
      ? `${contentWords(facts)} become what the snapshot ${visibleName(source.name)} kept.`
      : source.id === branch.id
        ? `${contentWords(facts)} go back to ${point}.`
        : `${contentWords(facts)} become those of ${visibleName(source.name)}${point === null ? " as they are now" : ` as of ${point}`}.`,
    kept === null ? "What is here now is lost." : `What is here now is kept as the new branch ${kept}.`,
    ...(kept !== null && facts.children.length > 0
      ? [`${childNames(facts)} ${facts.children.length === 1 ? "moves" : "move"} to ${kept}.`]
      : []),
    ...(kept !== null && facts.parent
      ? [`From then on ${kept} is its parent: a later reset takes the content from there.`]
      : []),
    ...sessionLines(branch),
    ...windowLines(facts),
    "Name, connection string, roles and passwords stay.",
  ];
}

function contentWords({ databases }: BlastFacts): string {
  if (databases === null || databases.length === 0) return "All databases and rows";
  const names = databases.map(({ name }) => visibleName(name));
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `${formatAmount(names.length, "database")} (${shown.join(", ")}) with all rows`;
}

function sessionLines(branch: Branch): readonly string[] {
  // On a plain server the preflight says who is on it, and nobody is ended unasked.
  if (branch.compute === "suspended" || branch.projectId.startsWith(templateProjectId(""))) return [];
  return ["Its compute is stopped and every session on it ends."];
}

function windowLines({ openTabs, stagedRows }: BlastFacts): readonly string[] {
  const lines: string[] = [];
  if (openTabs.length > 0)
    lines.push(`${formatAmount(openTabs.length, "open tab")} of this window: ${openTabs.map(visibleName).join(", ")}.`);
  if (stagedRows > 0) lines.push(`${formatAmount(stagedRows, "row")} with staged changes that are not stored.`);
  return lines;
}

function childNames({ children }: BlastFacts): string {
  return children.map(({ name }) => visibleName(name)).join(", ");
}
