import type { ScriptStatement } from "./schema-model.ts";

/**
 * A script as people read it: every statement with what it may cost above it. Line breaks in a remark would end the
 * comment, so they become blanks.
 */
export function scriptText(statements: readonly ScriptStatement[], head: readonly string[] = []): string {
  const remark = (text: string) => `-- ${text.replace(/[\r\n\u2028\u2029]+/g, " ")}`;
  const parts = statements.map(({ sql, hazards }) => [...hazards.map(({ message }) => remark(message)), `${sql};`]);
  return `${[head.map(remark), ...parts]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}
