import { cutSegments, type ScriptStatement } from "./script-model.ts";

type TextStatement = Pick<ScriptStatement, "sql" | "hazards">;

/**
 * Statements as people read them: each with what it may cost above it. Line breaks in a remark would end the comment, so
 * they become blanks.
 */
export function scriptText(statements: readonly TextStatement[], head: readonly string[] = []): string {
  return textOf([head.map(remark), ...statements.map(statementLines)]);
}

/** The same for a script whose transactions matter: where one ends and the next begins is said between them. */
export function segmentedText(statements: readonly ScriptStatement[], head: readonly string[] = []): string {
  const segments = cutSegments(statements);
  if (segments.length < 2) return scriptText(statements, head);
  const parts = segments.flatMap((segment, at) => {
    const how = segment.isTransactional ? "in one transaction" : "outside of a transaction";
    const border = [remark(`Step ${at + 1} of ${segments.length}, ${how}.`)];
    const [first = [], ...rest] = segment.statements.map(statementLines);
    return [[...border, ...first], ...rest];
  });
  return textOf([head.map(remark), ...parts]);
}

/**
 * The script as texts for migrations of their own. Who runs a migration puts transactional statements that follow each
 * other into one transaction; where that may not be, the next migration begins.
 */
export function migrationTexts(statements: readonly ScriptStatement[]): readonly string[] {
  const texts: ScriptStatement[][] = [];
  let wasTransactional = false;
  for (const { isTransactional, statements: inside } of cutSegments(statements)) {
    const last = texts.at(-1);
    if (last && !(wasTransactional && isTransactional)) last.push(...inside);
    else texts.push([...inside]);
    wasTransactional = isTransactional;
  }
  return texts.map((one) => scriptText(one));
}

function remark(text: string): string {
  return `-- ${text.replace(/[\r\n\u2028\u2029]+/g, " ")}`;
}

function statementLines({ sql, hazards }: TextStatement): readonly string[] {
  return [...hazards.map(({ message }) => remark(message)), `${sql};`];
}

function textOf(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}
