import { isDeepStrictEqual } from "node:util";
import type { Node } from "libpg-query";
import { formatDialect, postgresql } from "sql-formatter";
import type { FormatOutcome } from "../../shared/editor/model.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { findNamedParameters, maskNamedParameters } from "../../shared/sql/parameters/find-parameters.ts";
import { scanWords } from "../../shared/sql/scan-words.ts";
import { parseScript } from "../sql/parse-script.ts";

/**
 * Lays a script out anew. What comes out is taken only when Postgres' own parser reads the same statements from it and
 * every comment is still there in its order; otherwise the text stays as it is and the reason is told.
 */
export async function formatScript(sql: string): Promise<FormatOutcome> {
  const before = await readTrees(sql);
  if (typeof before === "string") return { kind: "refused", reason: before };
  const text = layOut(sql, namesOf(sql).length > 0);
  if (text === null) return { kind: "refused", reason: "The formatter does not know a part of this text." };
  const after = await readTrees(text);
  if (typeof after === "string" || !isDeepStrictEqual(before, after) || !isDeepStrictEqual(namesOf(sql), namesOf(text)))
    return { kind: "refused", reason: "The new layout would have changed what the text means." };
  if (!isDeepStrictEqual(commentsOf(sql), commentsOf(text)))
    return { kind: "refused", reason: "The new layout would have changed or moved a comment." };
  return { kind: "formatted", sql: text };
}

/** Of the parameters, in their order; only where the text is none without them. */
function namesOf(sql: string): readonly string[] {
  return findNamedParameters(sql).map(({ key, start, end }) => `${key} ${end - start}`);
}

function layOut(sql: string, hasNames: boolean): string | null {
  try {
    const text = formatDialect(sql, {
      dialect: postgresql,
      keywordCase: "upper",
      dataTypeCase: "preserve",
      functionCase: "preserve",
      identifierCase: "preserve",
      tabWidth: 2,
      linesBetweenQueries: 1,
      ...(hasNames ? { paramTypes: { numbered: ["$"], named: [":"], quoted: [":"] } } : {}),
    });
    return sql.endsWith("\n") && text !== "" ? `${text}\n` : text;
  } catch {
    // Its own grammar is smaller than the server's: the caller says so.
    return null;
  }
}

/** The statements' trees without their places; the parser's message when there are none. */
async function readTrees(sql: string): Promise<readonly Node[] | string> {
  try {
    const masked = maskNamedParameters(sql);
    return (await parseScript(masked)).map(({ node }) => withoutPlaces(node) as Node); // only places are taken out
  } catch (error) {
    if (!isAppError(error, "sql")) throw error;
    return `The text does not parse: ${error.message}.`;
  }
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => !/^(location|stmt_location|stmt_len|.*_location|list_start|list_end)$/.test(name),
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutPlaces(inner)]));
}

/** The words of each comment: layout may indent their lines. */
function commentsOf(sql: string): readonly string[] {
  const comments = scanWords(sql).filter(({ kind }) => kind === "comment");
  return comments.map(({ start, end }) => sql.slice(start, end).replace(/\s+/g, " ").trim());
}
