import type { PlanRule } from "../subject.ts";

const disabledCost = 1e10;

/** A plan made while ways of the planner were switched off. */
export const plannerOff: PlanRule = {
  code: "planner-switched-off",
  find: ({ plan }) => {
    const off = Object.entries(plan.settings).flatMap(([name, value]) =>
      name.startsWith("enable_") && value === "off" ? [name] : [],
    );
    // Told by the node since 18; before, by a price that no plan has by itself.
    const forced = plan.nodes.filter(
      (node) => node.properties.Disabled === true || (node.estimatedCost ?? 0) >= disabledCost,
    );
    if (off.length === 0 && forced.length === 0) return [];
    const names =
      off.length > 0 ? `${off.join(", ")} ${off.length === 1 ? "is" : "are"} off` : "a setting forbids a way";
    return [
      {
        code: "planner-switched-off",
        severity: forced.length > 0 ? "warning" : "info",
        subject: "Settings",
        message: `The planner was not free: ${names}.${forced.length > 0 ? ` It had no other way and used a forbidden one all the same (${[...new Set(forced.map(({ nodeType }) => nodeType))].join(", ")}).` : ""} The plan says little about a session without these settings.`,
        evidence: { settings: off.join(", "), forbiddenNodes: forced.length },
        ...(off.length > 0
          ? {
              fix: {
                title: "Reset them for this session",
                sql: off.map((name) => `RESET ${name};`).join("\n"),
                transactional: true,
              },
            }
          : {}),
        nodeId: forced[0]?.id ?? null,
        savedMs: null,
      },
    ];
  },
};
