import { isJsonObject, type JsonObject, type JsonValue, readExactJsonAt } from "../../json/exact-json.ts";
import { holdsNoPlan } from "../plan-text-error.ts";

const planKey = /"(?:Plan|Node Type|QUERY PLAN)"\s*:/;
const opening = /^[ \t]*[[{]/m;

/** Whether a text holds EXPLAIN's JSON, maybe between other words. */
export function looksLikeJson(text: string): boolean {
  return planKey.test(text) && opening.test(text);
}

/** The JSON documents of a text, one behind the other. Throws `invalidInput` for one that breaks off. */
export function findDocuments(text: string): readonly JsonValue[] {
  const documents: JsonValue[] = [];
  const start = /^[ \t]*(?=[[{])/gm;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const { value, end } = readExactJsonAt(text, found.index);
    documents.push(value);
    // Further than the document, and never a place twice.
    start.lastIndex = Math.max(end, found.index + found[0].length + 1);
  }
  return documents;
}

/** What a document holds: elements with a plan, or lines that were the rows of a result. */
export interface Unwrapped {
  readonly elements: readonly JsonObject[];
  readonly texts: readonly string[];
}

const deepest = 8;
/** The message of a log whose entries are JSON. */
const logged = /^duration: [\d.]+ ms\s+plan:\n/;

/**
 * Takes EXPLAIN's elements out of what tools put around them: rows of a result, arrays of arrays, an object with the plan
 * under a key of its own, a node without its element. Throws `invalidInput` when there is none.
 */
export function unwrapDocuments(documents: readonly JsonValue[]): Unwrapped {
  const elements: JsonObject[] = [];
  const texts: string[] = [];
  for (const document of documents) unwrap(document, 0, elements, texts);
  if (elements.length > 0 || texts.length > 0 || documents.some(isEmptyList)) return { elements, texts };
  throw holdsNoPlan("This JSON holds no plan.");
}

/** A rule that does nothing instead makes a list without a plan. */
function isEmptyList(document: JsonValue): boolean {
  return Array.isArray(document) && document.length === 0;
}

function unwrap(value: JsonValue, depth: number, elements: JsonObject[], texts: string[]): void {
  if (depth > deepest) return;
  if (typeof value === "string") texts.push(value);
  else if (Array.isArray(value)) for (const item of value) unwrap(item, depth + 1, elements, texts);
  else if (isJsonObject(value)) {
    if (isJsonObject(value.Plan)) elements.push(value);
    else if (typeof value["Node Type"] === "string") elements.push({ Plan: value });
    else for (const inner of innerValues(value)) unwrap(inner, depth + 1, elements, texts);
  }
}

/** The column of EXPLAIN, else whatever holds objects: other texts beside it are no plan. */
function innerValues(value: JsonObject): readonly JsonValue[] {
  const column = Object.entries(value).find(([key]) => /^query[ _]plan$/i.test(key));
  if (column !== undefined) return [column[1]];
  return Object.values(value).filter((inner) => (typeof inner === "string" ? logged.test(inner) : inner !== null));
}
