import { readableIdentifier } from "../../indexes/readable-name.ts";
import { printTokens, stripParentheses } from "../../plans/conditions/read-conditions.ts";
import { type Token, tokenize } from "../../plans/conditions/tokens.ts";
import { quoteIdentifier } from "../../sql/quote.ts";
import type { PredicateKey } from "./predicate.ts";

/** Whether a column of `alias` stands in it. */
export function refersTo(tokens: readonly Token[], alias: string): boolean {
  return tokens.some((token, place) => isTableName(tokens, place) && token.text === alias);
}

/** Whether a column of any table stands in it; asked of the side that has none of the own table. */
export function refersToOthers(tokens: readonly Token[]): boolean {
  return tokens.some((_, place) => isTableName(tokens, place));
}

/** `name.name` that is neither a type behind `::` nor a function in a schema. */
function isTableName(tokens: readonly Token[], place: number): boolean {
  const [before, token, dot, column, after] = [place - 1, place, place + 1, place + 2, place + 3].map(
    (at) => tokens[at],
  );
  if (token?.kind !== "name" || dot?.kind !== "dot" || column?.kind !== "name") return false;
  return before?.kind !== "cast" && before?.kind !== "dot" && after?.text !== "(";
}

/** Columns of `alias` in a text of EXPLAIN (VERBOSE), once each. Empty where the text is not understood. */
export function columnsIn(text: string, alias: string): readonly string[] {
  return columnsOf(tokenize(text) ?? [], alias);
}

function columnsOf(tokens: readonly Token[], alias: string): readonly string[] {
  const found = tokens.flatMap((token, place) =>
    isTableName(tokens, place) && token.text === alias ? [tokens[place + 2]?.text ?? ""] : [],
  );
  return [...new Set(found)];
}

/**
 * The text with `alias` before each bare column of `columns`: EXPLAIN prints outputs without it where the statement has
 * one table only.
 */
export function qualifyColumns(text: string, alias: string, columns: readonly string[]): string {
  const tokens = tokenize(text);
  if (tokens === null) return text;
  const qualified = tokens.flatMap((token, place): readonly Token[] => {
    const [before, after] = [tokens[place - 1], tokens[place + 1]];
    const isBare = before?.kind !== "cast" && before?.kind !== "dot" && after?.kind !== "dot" && after?.text !== "(";
    if (token.kind !== "name" || !isBare || !columns.includes(token.text)) return [token];
    const quoted = (name: string): Token => ({ kind: "name", text: quoteIdentifier(name) });
    return [quoted(alias), { kind: "dot", text: "." }, quoted(token.text)];
  });
  return printTokens(qualified);
}

/**
 * The column or the expression that the tokens are, or null when they hold none of `alias`, something of another
 * table, a parameter or a subquery. Casts that only relabel text are taken off: an index on the column serves them.
 */
export function readKey(tokens: readonly Token[], alias: string): PredicateKey | null {
  const inner = withoutRelabel(stripParentheses(tokens), alias);
  const columns = columnsOf(inner, alias);
  if (columns.length === 0) return null;
  if (inner.some((token, place) => isTableName(inner, place) && token.text !== alias)) return null;
  if (inner.some((token) => token.kind === "parameter" || /^(SubPlan|InitPlan|ANY|ALL|CASE)$/.test(token.text)))
    return null;
  const [column] = columns;
  if (inner.length === 3 && column !== undefined)
    return {
      column,
      sql: readableIdentifier(column),
      castOf: null,
      columns,
      relabelled:
        inner.length < stripParentheses(tokens).length ? printExpression(stripParentheses(tokens), alias) : null,
    };
  const sql = printExpression(inner, alias);
  return { column: null, sql, castOf: castOf(inner, alias), columns, relabelled: null };
}

/** `(alias.status)::text` is the column when the type only relabels text. */
function withoutRelabel(tokens: readonly Token[], alias: string): readonly Token[] {
  const at = tokens.findIndex((token) => token.kind === "cast");
  const type = at < 0 ? "" : printTokens(tokens.slice(at + 1));
  const inner = stripParentheses(tokens.slice(0, Math.max(at, 0)));
  const isColumn = inner.length === 3 && refersTo(inner, alias);
  return isColumn && /^(text|bpchar|character varying)$/.test(type) && tokens[at - 1]?.text === ")" ? inner : tokens;
}

function castOf(tokens: readonly Token[], alias: string): string | null {
  const at = tokens.findIndex((token) => token.kind === "cast");
  if (at < 0 || tokens.slice(at + 1).some((token) => token.kind === "operator" || token.kind === "cast")) return null;
  const inner = stripParentheses(tokens.slice(0, at));
  return inner.length === 3 ? (columnsOf(inner, alias)[0] ?? null) : null;
}

/** The tokens as SQL without the table's name, names quoted where they must be. */
function printExpression(tokens: readonly Token[], alias: string): string {
  const kept: Token[] = [];
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token === undefined) break;
    if (!isTableName(tokens, place) || token.text !== alias) {
      kept.push(token);
      continue;
    }
    place += 2;
    const column = tokens[place]?.text ?? "";
    kept.push({ kind: "name", text: readableIdentifier(column) });
  }
  return printTokens(kept);
}
