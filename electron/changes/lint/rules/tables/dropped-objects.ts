import type { DropStmt } from "libpg-query";
import { droppedNames } from "../../nodes.ts";
import type { LintScript, RuleHit } from "../../rule.ts";

/** A hit on what a DROP of one kind names, as far as the script did not make it itself. */
export function dropHits(
  { statements, isNew, catalog }: LintScript,
  kind: DropStmt["removeType"],
  message: (names: readonly string[], catalog: LintScript["catalog"]) => string,
): readonly RuleHit[] {
  return statements.flatMap(({ node, index }) => {
    if (!("DropStmt" in node) || node.DropStmt.removeType !== kind) return [];
    const names = droppedNames(node.DropStmt).filter((name) => !isNew(name, index));
    const [only] = names;
    if (only === undefined) return [];
    return [
      {
        statementIndex: index,
        subject: names.join(", "),
        ...(names.length === 1 ? { relation: only } : {}),
        message: message(names, catalog),
      },
    ];
  });
}

/** What the catalog says depends on some relations, as a sentence; empty where it says nothing. */
export function dependentsText(names: readonly string[], catalog: LintScript["catalog"]): string {
  const known = names.flatMap((name) => catalog?.relation(name) ?? []);
  const users = new Set(known.flatMap(({ dependents }) => dependents.map(({ what }) => what)));
  const keys = new Set(known.flatMap(({ referencedBy }) => referencedBy));
  return [
    users.size > 0 ? ` It is used by ${shortList(users)}.` : "",
    keys.size > 0 ? ` Foreign keys of ${shortList(keys)} lead here.` : "",
  ].join("");
}

const shown = 8;

function shortList(names: ReadonlySet<string>): string {
  const list = [...names];
  return list.length > shown ? `${list.slice(0, shown).join(", ")} and ${list.length - shown} more` : list.join(", ");
}
