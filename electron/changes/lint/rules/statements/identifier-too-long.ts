import { scanWords } from "../../../../../shared/sql/scan-words.ts";
import type { LintRule } from "../../rule.ts";

const maxBytes = 63;
const longWord = /[\p{L}_][\p{L}\p{N}_$]{20,}|"[^"]{20,}"/u;

/** Names of more than 63 bytes are cut, with a notice that nobody sees; two may then be the same. */
export const identifierTooLong: LintRule = {
  code: "identifier-too-long",
  aliases: ["identifier-too-long"],
  class: "safe",
  severity: "warning",
  lock: null,
  cost: null,
  directions: ["up"],
  check: ({ statements }) =>
    statements.flatMap(({ node, sql, index }) => {
      // Rows hold values, and a text in one is no name.
      if ("InsertStmt" in node || "CopyStmt" in node || sql.length > 100_000 || !longWord.test(sql)) return [];
      const names = scanWords(sql).filter(
        ({ kind, text }) => (kind === "name" || kind === "quotedName") && Buffer.byteLength(text) > maxBytes,
      );
      return [...new Set(names.map(({ text }) => text))].map((name) => ({
        statementIndex: index,
        subject: name,
        message: `It has ${Buffer.byteLength(name)} bytes; Postgres cuts it to ${maxBytes}.`,
      }));
    }),
};
