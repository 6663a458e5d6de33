import { budgetOf, defaultBudgets } from "../budgets.ts";
import { createScene, type JudgedQuery, type QueryScene } from "../findings/query-rule.ts";
import { judgeQuery } from "../findings/registry.ts";
import { groupQueries } from "../interval/group-queries.ts";
import { type Counters, type QuerySnapshot, textKey } from "../model.ts";
import type { QueryShape } from "../text/query-shape.ts";
import { readTraits } from "../text/read-traits.ts";
import { queryExample, snapshotExample } from "./query-examples.ts";

/** A statement as a test gives it; figures are those of the whole interval. */
export interface QueryGiven extends Partial<Counters> {
  readonly sql: string;
  readonly stddevMs?: number;
  readonly user?: string;
  readonly shape?: QueryShape;
}

/** The scene of some statements within so many seconds. */
export function sceneExample(
  given: readonly QueryGiven[],
  seconds = 600,
  server: QuerySnapshot = snapshotExample([]),
): QueryScene {
  const all = given.map(({ sql, stddevMs = 0, user = "web", shape, ...counters }, index): JudgedQuery => {
    const change = { ...queryExample({ queryId: String(index + 1), user, counters, stddevMs }), isPartial: false };
    const [group] = groupQueries([change], new Map([[textKey(change), sql]]), { database: null, user: null }, 0);
    if (!group) throw new Error("a group");
    const traits = readTraits(sql);
    return { group, traits, budget: budgetOf(traits, group.figures, defaultBudgets), shape: shape ?? null };
  });
  return createScene({ seconds, server, tables: server.tables, all });
}

/** Codes of what is found for each statement of a scene. */
export function codesOf(scene: QueryScene): readonly string[] {
  return scene.all.map((query) =>
    judgeQuery(query, scene)
      .map(({ code }) => code)
      .join(" "),
  );
}
