import { type RefusalRule, sharePercent } from "./refusal-subject.ts";

const tinyBytes = 20 * 8192;
const tinyRows = 500;
const largeShare = 0.3;

/** The plan reads no table of the application. */
export const refuseNoTable: RefusalRule = ({ needs, drawn }) =>
  needs.length === 0 && drawn.candidates.length === 0
    ? { code: "noTable", reason: "The plan reads no table that an index could stand on." }
    : null;

/** A table of a few pages is read at once. */
export const refuseTinyTable: RefusalRule = ({ needs, drawn, facts }) => {
  const tiny = needs.filter(({ table }) => table.heapBytes < tinyBytes || (table.rows ?? tinyRows) < tinyRows);
  const isOnTiny = drawn.candidates.every(({ draft }) => {
    const table = facts.tables.find(({ schema, name }) => schema === draft.schema && name === draft.table);
    return tiny.some((need) => need.table === table);
  });
  const [first] = tiny;
  if (first === undefined || !isOnTiny || (drawn.candidates.length === 0 && tiny.length < needs.length)) return null;
  const kilobytes = Math.round(first.table.heapBytes / 1024);
  return {
    code: "tinyTable",
    reason: `${first.table.name} is ${kilobytes} kB: reading it whole costs no more than looking into an index.`,
  };
};

/** Everything that could be drawn stands there already. */
export const refuseServed: RefusalRule = ({ drawn }) => {
  const [first] = drawn.served;
  if (first === undefined || drawn.candidates.length > 0) return null;
  return {
    code: "alreadyServed",
    reason: `${first.index} serves the query already: an index on (${first.candidate.draft.keys.join(", ")}) would do nothing that it does not.`,
  };
};

/** An index finds what is equal or between, not what is different. */
export const refuseNotEqual: RefusalRule = ({ drawn, needs }) => {
  const key = needs.flatMap(({ predicates }) =>
    predicates.flatMap((part) => (part.kind === "notEqual" ? [part.key.sql] : [])),
  )[0];
  if (drawn.candidates.length > 0 || key === undefined) return null;
  return {
    code: "notEqual",
    reason: `${key} <> a value matches nearly every row; an index finds what is equal or between.`,
  };
};

/** Only one partition of several is read, and most of it is wanted. */
export const refusePruned: RefusalRule = ({ needs, drawn }) => {
  const [need] = needs;
  const isPartition = needs.length > 0 && needs.every(({ table }) => table.partitionOf !== null);
  if (!isPartition || need === undefined || (drawn.candidates.length > 0 && (need.keptShare ?? 0) <= largeShare))
    return null;
  return {
    code: "pruned",
    reason: `Partition pruning does the work: of ${need.table.partitionOf?.name} only ${needs.map(({ table }) => table.name).join(", ")} is read, and most of it is wanted.`,
  };
};

/** Most rows match. */
export const refuseLowSelectivity: RefusalRule = ({ needs, drawn }) => {
  const need = needs.find(({ keptShare, predicates }) => predicates.length > 0 && (keptShare ?? 0) > largeShare);
  if (drawn.candidates.length > 0 || need === undefined) return null;
  return {
    code: "lowSelectivity",
    reason: `${sharePercent(need.keptShare ?? 1)} of the rows of ${need.table.name} match: reading the table once is cheaper than going through an index.`,
  };
};

/** Nothing narrows the query, and nothing is to be found first. */
export const refuseWholeTable: RefusalRule = ({ needs, drawn, plan }) => {
  if (drawn.candidates.length > 0 || needs.some(({ predicates }) => predicates.length > 0)) return null;
  if (plan.nodes.some(({ nodeType }) => nodeType === "Limit"))
    return {
      code: "stopsEarly",
      reason: "The query takes the first rows it meets and stops; there is nothing to look up.",
    };
  return { code: "wholeTable", reason: "The query needs every row; an index would be read on top of the table." };
};
