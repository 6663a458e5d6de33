import { readableIdentifier } from "../../indexes/readable-name.ts";
import type { Candidate } from "../model.ts";
import type { Predicate } from "../predicates/predicate.ts";
import { btreeKeyLists, btreeShape } from "./btree-shape.ts";
import { type CandidateSource, type CandidateSubject, columnOf, toCandidate } from "./candidate-source.ts";

/** Only a predicate that leaves out most of the table is worth an index that others cannot use. */
const maxShare = 0.3;
/** A constant out of more values than this is one of many, not a state. */
const maxStates = 12;
/** One of several states is worth it only when it is rare; what is missing or flagged may be more. */
const maxStateShare = 0.1;

/** B-trees over the rows that a constant condition with skew leaves: a rare status, what is not deleted, what is open. */
export const partialCandidates: CandidateSource = (subject) => {
  const { need } = subject;
  const constants = need.predicates.flatMap((part) => {
    const sql = constantSql(subject, part);
    return sql === null || !("key" in part) || part.key.column === null ? [] : [{ column: part.key.column, sql }];
  });
  const [first] = constants;
  if (first === undefined) return [];
  const predicate = constants.map(({ sql }) => sql).join(" AND ");
  const rest = need.predicates.filter(
    (part) => !("key" in part && constants.some(({ column }) => column === part.key.column)),
  );
  const shape = btreeShape({ ...subject, need: { ...need, predicates: rest } });
  const lists = btreeKeyLists(shape, null).slice(0, 2);
  const keyLists = lists.length > 0 ? lists : [[readableIdentifier(first.column)]];
  const reason = `Only few rows of ${need.table.name} have ${predicate}; an index of those alone is small.`;
  return keyLists.map((keys): Candidate => {
    const made = toCandidate(need, "partial", keys, reason, { predicate });
    const nameParts = [...new Set([...made.draft.nameParts, first.column])];
    return { ...made, draft: { ...made.draft, nameParts } };
  });
};

/** The condition as SQL when it is one of the query's constants and leaves few rows. */
function constantSql(subject: CandidateSubject, part: Predicate): string | null {
  if (part.kind !== "equality" && part.kind !== "isNull" && part.kind !== "boolean") return null;
  const column = columnOf(subject.need, part.key);
  if (column === undefined) return null;
  const name = readableIdentifier(column.name);
  if (part.kind === "isNull") {
    const share = part.isNot ? 1 - (column.nullShare ?? 0) : column.nullShare;
    return share !== null && share <= maxShare ? `${name} IS ${part.isNot ? "NOT " : ""}NULL` : null;
  }
  if (part.kind === "boolean") {
    const share = shareOf(column.common, part.isTrue ? "t" : "f");
    return share !== null && share <= maxShare ? `${part.isTrue ? "" : "NOT "}${name}` : null;
  }
  if (part.isJoin || part.isList || subject.hasParameters) return null;
  const states = column.distinctValues ?? -1;
  const literal = /^'((?:[^']|'')*)'(::.+)?$/s.exec(part.value) ?? /^(-?\d+(?:\.\d+)?)$/.exec(part.value);
  if (literal?.[1] === undefined || states < 0 || states > maxStates) return null;
  const share = shareOf(column.common, literal[1].replaceAll("''", "'"));
  const isText = /^(text|character varying|character)$/.test(column.type);
  const value = isText ? part.value.replace(/::(text|bpchar|character varying)$/, "") : part.value;
  return share !== null && share <= maxStateShare ? `${name} = ${value}` : null;
}

/** Null where the statistics do not list the value: it may be rare, or gone. */
function shareOf(common: readonly { readonly value: string; readonly share: number }[], value: string): number | null {
  return common.find((one) => one.value === value)?.share ?? null;
}
