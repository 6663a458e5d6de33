import { type SqlWord, scanSql, wordsAround } from "./scan-sql.ts";

/** A relation that the statement reads, under the name by which its columns are reached. */
export interface ReadRelation {
  readonly schema: string | null;
  readonly name: string;
  readonly alias: string;
}

/** What can stand at the cursor. */
export interface CompletionContext {
  /** `nothing` inside literals and comments. */
  readonly place: "relation" | "column" | "qualified" | "nothing";
  /** Names before the last dot: a schema, an alias, a relation. */
  readonly qualifier: readonly string[];
  readonly relations: readonly ReadRelation[];
  /** Names that WITH defines. */
  readonly withNames: readonly string[];
}

const relationStarters: ReadonlySet<string> = new Set([
  "from",
  "join",
  "into",
  "update",
  "table",
  "truncate",
  "analyze",
  "vacuum",
]);
/** Words after a relation that are no alias. */
const noAlias: ReadonlySet<string> = new Set(
  `on using where group order limit offset fetch for union except intersect join inner left right full cross natural
   lateral set values select returning having window tablesample when as default overriding with`.split(/\s+/),
);

/** Reads a text that is being typed: what the word at `offset` can be, and whose columns are in reach. */
export function readCompletionContext(text: string, offset: number): CompletionContext {
  const words = wordsAround(scanSql(text), offset);
  const inside = words.find((word) => word.start < offset && offset <= word.end);
  const relations = readRelations(words);
  const withNames = readWithNames(words);
  const isInLiteral = inside?.kind === "literal" && offset < inside.end;
  if (isInLiteral || isInComment(text, offset)) return { place: "nothing", qualifier: [], relations, withNames };
  const before = words.filter((word) => word.end <= offset && word !== typedWord(inside));
  const qualifier = readQualifier(before);
  if (qualifier.length > 0) return { place: "qualified", qualifier, relations, withNames };
  return { place: isRelationPlace(before) ? "relation" : "column", qualifier, relations, withNames };
}

function typedWord(word: SqlWord | undefined): SqlWord | undefined {
  return word?.kind === "name" || word?.kind === "quotedName" ? word : undefined;
}

function isInComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const open = text.lastIndexOf("/*", offset - 1);
  const words = scanSql(line);
  const isLineComment =
    line.includes("--") && !words.some((word) => word.kind === "literal" && word.text.includes("--"));
  return (
    isLineComment ||
    (open >= 0 && text.indexOf("*/", open) < 0 && !scanSql(text.slice(0, offset)).some((word) => word.start >= open))
  );
}

function readQualifier(before: readonly SqlWord[]): readonly string[] {
  const names: string[] = [];
  for (let at = before.length - 1; at > 0 && before[at]?.text === "."; at -= 2) {
    const name = before[at - 1];
    if (name === undefined || !isName(name)) break;
    names.unshift(name.text);
  }
  return names;
}

function isRelationPlace(before: readonly SqlWord[]): boolean {
  const last = before.at(-1);
  if (last?.kind === "name")
    return relationStarters.has(last.text) || (last.text === "only" && isRelationPlace(before.slice(0, -1)));
  if (last?.text !== ",") return false;
  // A comma after FROM: back to the word that began this list, at the same level of parentheses.
  let depth = 0;
  for (const word of before.toReversed()) {
    if (word.text === ")") depth += 1;
    if (word.text === "(") depth -= 1;
    if (depth < 0) return false;
    if (depth === 0 && word.kind === "name" && clauseStarters.has(word.text)) return word.text === "from";
  }
  return false;
}

const clauseStarters: ReadonlySet<string> = new Set([
  "select",
  "from",
  "where",
  "group",
  "order",
  "set",
  "returning",
  "values",
  "on",
  "having",
]);

function readRelations(words: readonly SqlWord[]): readonly ReadRelation[] {
  const found: ReadRelation[] = [];
  words.forEach((word, at) => {
    const isStart = word.kind === "name" && ["from", "join", "into", "update", "using"].includes(word.text);
    if (isStart) for (let next = at + 1; next > 0; ) next = readRelationAt(words, next, found);
  });
  return found;
}

/** Reads `[schema.]name [AS] alias` and gives the place after a following comma, or 0. */
function readRelationAt(words: readonly SqlWord[], start: number, found: ReadRelation[]): number {
  let at = words[start]?.text === "only" || words[start]?.text === "lateral" ? start + 1 : start;
  const first = words[at];
  if (first === undefined || !isName(first) || (first.kind === "name" && noAlias.has(first.text))) return 0;
  const isQualified = words[at + 1]?.text === ".";
  const name = isQualified ? words[at + 2] : first;
  if (name === undefined || !isName(name)) return 0;
  at += isQualified ? 3 : 1;
  // A function in FROM has columns that only the server knows.
  if (words[at]?.text === "(") return 0;
  if (words[at]?.text === "as") at += 1;
  const alias = words[at];
  const hasAlias = alias !== undefined && isName(alias) && !(alias.kind === "name" && noAlias.has(alias.text));
  found.push({ schema: isQualified ? first.text : null, name: name.text, alias: hasAlias ? alias.text : name.text });
  if (hasAlias) at += 1;
  return words[at]?.text === "," ? at + 1 : 0;
}

function readWithNames(words: readonly SqlWord[]): readonly string[] {
  if (!words.some((word) => word.kind === "name" && word.text === "with")) return [];
  return words.flatMap((word, at) => {
    const isDefinition =
      isName(word) && words[at + 1]?.text === "as" && ["(", "materialized", "not"].includes(words[at + 2]?.text ?? "");
    return isDefinition ? [word.text] : [];
  });
}

function isName(word: SqlWord): boolean {
  return word.kind === "name" || word.kind === "quotedName";
}
