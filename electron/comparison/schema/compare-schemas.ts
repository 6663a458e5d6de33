import { kindWords } from "../../../shared/catalog/object-kinds.ts";
import type {
  NotCompared,
  ObjectDifference,
  PartDifference,
  SchemaComparison,
} from "../../../shared/comparison/schema-model.ts";
import { planScript } from "../engine/plan-script.ts";
import { composeScript } from "../script/compose-script.ts";
import { compareInventories } from "./compare-inventories.ts";
import { withCovered } from "./covered-differences.ts";
import {
  type IgnoredObjects,
  isIgnoredPlace,
  isIgnoredStatement,
  nothingIgnored,
  withoutIgnored,
} from "./ignored-objects.ts";
import { mergeDifferences } from "./merge-differences.ts";
import type { SchemaReading } from "./read-schema.ts";

/**
 * How two schemas differ. The engine writes the script; our own reading of the catalog is compared beside it, so that
 * what the engine does not see is told and nothing is called identical that is not.
 */
export async function compareSchemas(
  from: SchemaReading,
  to: SchemaReading,
  acceptedRenames: readonly string[],
  ignored: IgnoredObjects = nothingIgnored,
): Promise<SchemaComparison> {
  const roles = [...new Set([...from.roles, ...to.roles])];
  const answer = planScript({ from: from.engine, to: to.engine, roles, acceptedRenames });
  const inventories = { from: withoutIgnored(from.inventory, ignored), to: withoutIgnored(to.inventory, ignored) };
  const statements = answer.statements.filter((statement) => !isIgnoredStatement(statement, ignored));
  const script = await composeScript(statements, {
    ...inventories,
    major: Number.parseInt(from.version, 10),
  });
  const scriptError = answer.scriptError ?? script.refusal;
  const merged = mergeDifferences(
    answer.differences.filter(({ place }) => !isIgnoredPlace(place, ignored)),
    compareInventories(inventories.from, inventories.to),
  );
  const objects = scriptError === null ? merged.map((object) => withCovered(object, script.covered)) : merged;
  const isMissed = ({ source }: Pick<ObjectDifference, "source">) => source === "catalog";
  const hidesOne = (part: PartDifference) => isMissed(part) || part.details.some((detail) => detail.isMissed);
  return {
    isIdentical: objects.length === 0 && script.plain.length === 0 && scriptError === null,
    isAgreed: !objects.some((object) => isMissed(object) || object.parts.some(hidesOne)),
    objects,
    statements: scriptError === null ? script.plain : [],
    onlineStatements: scriptError === null ? script.online : [],
    scriptError,
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
    // Statistics objects are ours: the engine says that it does not know them.
    const uncovered = engine.uncovered.filter(({ what }) => !what.startsWith("statistics object"));
    for (const { what, reason } of [...uncovered, ...unreadable]) {
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
