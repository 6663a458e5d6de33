import { kindWords } from "../../../shared/catalog/object-kinds.ts";
import type {
  NotCompared,
  ObjectDifference,
  PartDifference,
  SchemaComparison,
} from "../../../shared/comparison/schema-model.ts";
import { planScript } from "../engine/plan-script.ts";
import { compareInventories } from "./compare-inventories.ts";
import { mergeDifferences } from "./merge-differences.ts";
import type { SchemaReading } from "./read-schema.ts";

/**
 * How two schemas differ. The engine writes the script; our own reading of the catalog is compared beside it, so that
 * what the engine does not see is told and nothing is called identical that is not.
 */
export function compareSchemas(
  from: SchemaReading,
  to: SchemaReading,
  acceptedRenames: readonly string[],
): SchemaComparison {
  const roles = [...new Set([...from.roles, ...to.roles])];
  const answer = planScript({ from: from.engine, to: to.engine, roles, acceptedRenames });
  const objects = mergeDifferences(answer.differences, compareInventories(from.inventory, to.inventory));
  const isMissed = ({ source }: Pick<ObjectDifference, "source">) => source === "catalog";
  const hidesOne = (part: PartDifference) => isMissed(part) || part.details.some((detail) => detail.isMissed);
  return {
    isIdentical: objects.length === 0 && answer.statements.length === 0 && answer.scriptError === null,
    isAgreed: !objects.some((object) => isMissed(object) || object.parts.some(hidesOne)),
    objects,
    statements: answer.statements,
    scriptError: answer.scriptError,
    renames: answer.renames,
    notCompared: notCompared(from, to),
    fromVersion: from.version,
    toVersion: to.version,
  };
}

function notCompared(from: SchemaReading, to: SchemaReading): readonly NotCompared[] {
  const sides = [
    ["from", from],
    ["to", to],
  ] as const;
  const found = new Map<string, NotCompared>();
  for (const [side, { engine, inventory }] of sides) {
    const unreadable = inventory.unreadable.map(({ kind, reason }) => ({ what: kindWords[kind].title, reason }));
    for (const { what, reason } of [...engine.uncovered, ...unreadable]) {
      const key = JSON.stringify([what, reason]);
      found.set(key, { side: found.has(key) ? "both" : side, what, reason });
    }
  }
  const always: NotCompared = {
    side: "both",
    what: "Roles and their memberships",
    reason: "They belong to the server, not to the database.",
  };
  return [...found.values(), always];
}
