import type { Candidate } from "../model.ts";
import type { Predicate } from "../predicates/predicate.ts";
import {
  type CandidateSource,
  type CandidateSubject,
  columnOf,
  isIndexable,
  keySql,
  toCandidate,
} from "./candidate-source.ts";

type OperatorPart = Extract<Predicate, { readonly kind: "operator" }>;

const jsonOperators: ReadonlySet<string> = new Set(["@>", "?", "?|", "?&", "@@", "@?"]);
const pathOperators: ReadonlySet<string> = new Set(["@>", "@@", "@?"]);
const arrayOperators: ReadonlySet<string> = new Set(["@>", "<@", "&&"]);

/** GIN for JSONB containment, arrays and full text: what is compared decides, and the operator must be the class's own. */
export const ginCandidates: CandidateSource = (subject) =>
  operatorsOf(subject).flatMap((part): readonly Candidate[] => {
    const kind = kindOf(subject, part);
    if (kind === null) return [];
    // jsonb_path_ops is smaller and faster, and knows these operators only.
    const operatorClass = kind === "jsonb" && pathOperators.has(part.operator) ? " jsonb_path_ops" : "";
    const reason = `${part.operator} on ${part.key.sql} asks for what is inside of the value, which a GIN index holds.`;
    return [toCandidate(subject.need, "gin", [keySql(part.key) + operatorClass], reason, { method: "gin" })];
  });

function kindOf(subject: CandidateSubject, { key, operator, value }: OperatorPart): "jsonb" | "array" | "text" | null {
  const type = columnOf(subject.need, key)?.type;
  const isText = type === "tsvector" || /^to_tsvector\(/.test(key.sql);
  if (operator === "@@" && isText) return "text";
  const isJson = type === "jsonb" || (type === undefined && /::jsonb$|::jsonpath$/.test(value));
  if (isJson && jsonOperators.has(operator)) return "jsonb";
  const isArray = type?.endsWith("[]") ?? /\[\]$/.test(value);
  return isArray && arrayOperators.has(operator) ? "array" : null;
}

/** Trigrams for LIKE, ILIKE and regular expressions that do not start with the text that is looked for. */
export const trigramCandidates: CandidateSource = (subject) => {
  const { trigram } = subject.facts;
  if (trigram === null) return [];
  return operatorsOf(subject).flatMap((part): readonly Candidate[] => {
    const pattern = patternOf(part);
    const isAnchored = part.operator === "~~" && pattern !== null && !/^[%_]/.test(pattern);
    if (pattern === null || isAnchored || !/[^%_\\.*+?()[\]{}|^$]{3}/.test(pattern)) return [];
    const reason = `The text is looked for in the middle of ${part.key.sql}; trigrams find it there, a b-tree does not.`;
    const made = toCandidate(subject.need, "trigram", [`${keySql(part.key)} gin_trgm_ops`], reason, { method: "gin" });
    const named = { ...made, draft: { ...made.draft, nameParts: [...made.draft.nameParts, "trgm"] } };
    return [trigram === "installed" ? named : { ...named, prerequisite: "CREATE EXTENSION IF NOT EXISTS pg_trgm;" }];
  });
};

/** LIKE 'text%' under a collation other than C: only the pattern operators' order puts such texts together. */
export const patternCandidates: CandidateSource = (subject) =>
  operatorsOf(subject).flatMap((part): readonly Candidate[] => {
    const pattern = patternOf(part);
    const isPrefix = part.operator === "^@" || (part.operator === "~~" && pattern !== null && /^[^%_\\]/.test(pattern));
    if (!isPrefix) return [];
    const column = columnOf(subject.need, part.key);
    if (column?.isCollatedC === true) return [];
    const operatorClass = column?.type === "character varying" ? "varchar_pattern_ops" : "text_pattern_ops";
    const equal = subject.need.predicates.flatMap((other) =>
      other.kind === "equality" && !other.isList && !other.isJoin && isIndexable(subject, other.key) ? [other.key] : [],
    );
    const keys = [...equal.slice(0, 2).map(keySql), `${keySql(part.key)} ${operatorClass}`];
    const reason = `LIKE with a fixed start is a range of ${part.key.sql}, under the pattern operators only: the column's collation orders texts otherwise.`;
    return [toCandidate(subject.need, "pattern", keys, reason)];
  });

function operatorsOf(subject: CandidateSubject): readonly OperatorPart[] {
  return subject.need.predicates.flatMap((part) =>
    part.kind === "operator" && isIndexable(subject, part.key) ? [part] : [],
  );
}

function patternOf({ operator, value }: OperatorPart): string | null {
  if (!["~~", "~~*", "~", "~*"].includes(operator)) return null;
  return /^'((?:[^']|'')*)'(::\w+)?$/s.exec(value)?.[1] ?? null;
}
