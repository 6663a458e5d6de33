import { textOf } from "../../plans/findings/subject.ts";
import { callsVolatile } from "../predicates/volatile-calls.ts";
import type { Refusal, RefusalRule } from "./refusal-subject.ts";

const largeOffset = 1_000;

/** All rows before the page are read and thrown away; an index only makes that cheaper until the next page. */
export const refuseLargeOffset: RefusalRule = ({ text, plan, needs }) => {
  if (text.offsetRows < largeOffset || !plan.nodes.some(({ nodeType }) => nodeType === "Limit")) return null;
  const [key] = needs.flatMap(({ order }) => order.map((one) => one.key.sql));
  const column = key ?? "id";
  return {
    code: "largeOffset",
    reason: `OFFSET ${text.offsetRows} reads and throws away that many rows on every page; the query should go on from the last row it showed.`,
    otherAdvice: [
      {
        kind: "rewrite",
        message: `Keyset pagination: remember the last row's ${column} and ask for WHERE ${column} > that value (with a unique column as the tie-breaker) ORDER BY ${column} LIMIT n, without OFFSET.`,
      },
    ],
  };
};

/** Every row gets its own random number: no order that is kept anywhere helps. */
export const refuseRandomOrder: RefusalRule = ({ plan }) => {
  const isRandom = plan.nodes.some(({ properties }) =>
    /\brandom\(\)/.test(JSON.stringify(properties["Sort Key"] ?? "")),
  );
  if (!isRandom) return null;
  return {
    code: "randomOrder",
    reason: "ORDER BY random() draws a new number for every row, so that all of them are read and sorted.",
    otherAdvice: [
      {
        kind: "rewrite",
        message:
          "For a sample, TABLESAMPLE SYSTEM (1) or a random starting point on the primary key reads a few pages only.",
      },
    ],
  };
};

/** A filter whose value is drawn anew for each row cannot be looked up. */
export const refuseVolatileFilter: RefusalRule = ({ plan, facts, drawn }) => {
  if (drawn.candidates.length > 0) return null;
  const filter = plan.nodes.map((node) => textOf(node, "Filter")).find((text) => callsVolatile(text, facts.volatility));
  if (filter === undefined) return null;
  return {
    code: "volatileFilter",
    reason: `The filter calls a volatile function, which has another value for every row: ${filter}`,
    otherAdvice: [
      {
        kind: "rewrite",
        message:
          "Draw the value once, in a scalar subquery — (SELECT random()) — or in the application, and compare with that.",
      },
    ],
  };
};

/** A cast on the column hides an index that is there already. */
export const refuseCastColumn: RefusalRule = (subject) => {
  for (const { predicates, table } of subject.needs) {
    for (const part of predicates) {
      if (part.kind !== "equality" && part.kind !== "range") continue;
      const column = table.columns.find(({ name }) => name === part.key.castOf);
      const index = table.indexes.find(({ keys, isValid }) => isValid && keys[0]?.column === part.key.castOf);
      if (column !== undefined && index !== undefined && part.key.column === null)
        return castRefusal(column.name, column.type, part.key.sql, index.name);
    }
  }
  return null;
};

function castRefusal(column: string, type: string, expression: string, index: string): Refusal {
  const isNumber = /^(smallint|integer|bigint)$/.test(type) && /::(numeric|double precision|real)$/.test(expression);
  return {
    code: isNumber ? "parameterType" : "castColumn",
    reason: isNumber
      ? `The value is of a wider type than ${column} (${type}), so that every row is converted (${expression}) and ${index} is not used.`
      : `The cast ${expression} hides ${index}, which stands on ${column} itself.`,
    otherAdvice: [
      {
        kind: "rewrite",
        message: isNumber
          ? `Pass the parameter as ${type}, or cast the value instead of the column.`
          : `Compare ${column} itself with a value of type ${type}${/^(timestamp|date)/.test(type) ? `; for a day, with a range: ${column} >= the day AND ${column} < the next` : ""}.`,
      },
    ],
  };
}
