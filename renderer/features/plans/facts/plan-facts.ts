import { isJsonObject, type JsonValue } from "../../../../shared/plans/json/exact-json.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { formatAmount, formatBytes, formatCount, formatMs } from "../../../ui/display/format.ts";
import { type Fact, type FactGroup, groupOf, textOfValue } from "./fact.ts";

/** What the server said beside the tree: planning, JIT, triggers, serialization, settings, and keys that are new to us. */
export function planFacts(plan: Plan): readonly FactGroup[] {
  const { Planning: planning, Serialization: serialization, ...other } = plan.properties;
  return [
    ...groupOf("Planning", [
      ...(plan.planningMs === null ? [] : [{ key: "Time", text: formatMs(plan.planningMs) }]),
      ...objectFacts(planning),
    ]),
    ...groupOf("Triggers", plan.triggers.map(triggerFact)),
    ...groupOf("JIT", plan.jit ? objectFacts(plan.jit) : []),
    ...groupOf("Serialization", objectFacts(serialization)),
    ...groupOf(
      "Settings",
      Object.entries(plan.settings).map(([key, text]) => ({ key, text })),
    ),
    ...groupOf("Of the run", [
      ...(plan.outsideMs > 0 ? [{ key: "After the root", text: formatMs(plan.outsideMs) }] : []),
      ...(plan.queryId === null ? [] : [{ key: "Query Identifier", text: plan.queryId }]),
      ...Object.entries(other).map(([key, value]) => ({ key, text: textOfValue(value) })),
    ]),
  ];
}

function triggerFact({ name, relation, ms, calls }: Plan["triggers"][number]): Fact {
  const time = ms === null ? "" : `${formatMs(ms)}, `;
  return { key: relation === null ? name : `${name} on ${relation}`, text: `${time}${formatAmount(calls, "call")}` };
}

/** The entries of an object that say something: objects within it as `Outer inner`, zeros left out. */
function objectFacts(value: JsonValue | undefined, prefix = ""): readonly Fact[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): readonly Fact[] => {
    if (inner === 0) return [];
    if (isJsonObject(inner)) return objectFacts(inner, `${prefix}${key} `);
    return [
      {
        key: `${prefix}${key}`,
        text: typeof inner === "number" ? printed(`${prefix}${key}`, inner) : textOfValue(inner),
      },
    ];
  });
}

function printed(key: string, value: number): string {
  if (/Time|Timing|Total|Generation|Inlining|Optimization|Emission|Deform/.test(key)) return formatMs(value);
  if (/Memory|Volume/.test(key)) return formatBytes(value * 1024);
  return formatCount(value);
}
