import { type SqlWord, scanWords } from "../scan-words.ts";

/** Where a parameter stands in a text: UTF-16 offsets, `end` exclusive. */
export interface ParameterPlace {
  /** What it is called: `$1`, or `:name` however it is written. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** Statements in which Postgres takes parameters, by their first word; CREATE TABLE ... AS besides. */
const taking: ReadonlySet<string> = new Set([
  ..."select with values table insert update delete merge explain call declare".split(" "),
]);

/**
 * The parameters of one statement in their order: `$1`, `:name`, and psql's `:'name'`. None in strings, comments, bodies,
 * casts and slices, and none in statements that Postgres takes no parameters in: there `$1` is an argument of a routine.
 */
export function findParameters(statement: string): readonly ParameterPlace[] {
  if (!mayHoldParameters(statement)) return [];
  const words = scanWords(statement).filter(({ kind }) => kind !== "comment");
  return takesParameters(words) ? placesIn(words, statement) : [];
}

/** The named ones of a whole script, whatever its statements are: what the parser has to be spared. */
export function findNamedParameters(script: string): readonly ParameterPlace[] {
  if (!mayHoldParameters(script)) return [];
  const words = scanWords(script).filter(({ kind }) => kind !== "comment");
  return placesIn(words, script).filter(({ key }) => key.startsWith(":"));
}

/** The keys of one statement, each once, in the order of their first places. */
export function parameterKeys(statement: string): readonly string[] {
  return [...new Set(findParameters(statement).map(({ key }) => key))];
}

/**
 * The text with a number in the place of every name, filled up with zeros and not with blanks: as long as before, and no
 * statement ends earlier, so that every offset stays.
 */
export function maskNamedParameters(script: string): string {
  const places = findNamedParameters(script);
  if (places.length === 0) return script;
  let masked = "";
  let done = 0;
  for (const { start, end } of places) {
    masked += `${script.slice(done, start)}$${"1".padStart(end - start - 1, "0")}`;
    done = end;
  }
  return masked + script.slice(done);
}

/** Cheap: most texts hold neither sign, however many statements they are. */
export function mayHoldParameters(text: string): boolean {
  return /\$\d|(?:^|[^:]):['\p{L}_]/u.test(text);
}

function takesParameters(words: readonly SqlWord[]): boolean {
  const names = words.filter(({ text }) => text !== "(").slice(0, 5);
  const [first, ...others] = names.map(({ kind, text }) => (kind === "name" ? text : ""));
  if (first !== "create") return taking.has(first ?? "");
  const kind = others.find((word) => !["global", "local", "temp", "temporary", "unlogged"].includes(word));
  return kind === "table" && words.some(({ kind, text }) => kind === "name" && text === "as");
}

function placesIn(words: readonly SqlWord[], text: string): readonly ParameterPlace[] {
  const places: ParameterPlace[] = [];
  const brackets: Bracket[] = [];
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (word.kind === "sign") follow(brackets, word.text, before);
    const isNumber = /^\$\d+$/.test(word.text);
    // What touches a name or number is part of something else, which is the server's to judge.
    const touched = before?.end === word.start ? (text[word.start - 1] ?? "") : "";
    if (/[\w$\u0080-\uffff]/.test(touched) || (touched === ":" && !isNumber)) continue;
    if (!isNumber && brackets.at(-1) === "slice") continue;
    const { start, end } = word;
    if (word.kind === "literal" && (isNumber || word.text.startsWith(":"))) places.push({ key: word.text, start, end });
    const next = words[index + 1];
    const quoted =
      word.text === ":" && next?.start === end ? /^'([\p{L}_][\p{L}\p{N}_]*)'$/u.exec(next.text)?.[1] : null;
    if (quoted && next) places.push({ key: `:${quoted}`, start, end: next.end });
  }
  return places;
}

/** What the brackets around a place are: in a subscript a colon parts the bounds, in an ARRAY it cannot. */
type Bracket = "parenthesis" | "array" | "slice";

function follow(brackets: Bracket[], sign: string, before: SqlWord | undefined): void {
  if (sign === "(") brackets.push("parenthesis");
  else if (sign === "[") {
    const isNested = brackets.at(-1) === "array" && (before?.text === "[" || before?.text === ",");
    const isArray = before?.kind === "name" && before.text === "array";
    brackets.push(isNested || isArray ? "array" : "slice");
  } else if (sign === ")" || sign === "]") brackets.pop();
}
