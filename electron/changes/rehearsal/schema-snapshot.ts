import type { SchemaDifference } from "../../../shared/changes/model.ts";
import { historyTableNames } from "../../../shared/migrations/model.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";
import { schemaLinesSql } from "./schema-query.ts";

/** The schema of a database as sorted lines, and their hash. Equal hashes mean equal schemas, as far as the lines tell. */
export interface SchemaSnapshot {
  readonly sha256: string;
  readonly lines: readonly string[];
}

/** Reads the schema inside the session's reading transaction; names are printed qualified. */
export async function readSchema(session: ReadSession): Promise<SchemaSnapshot> {
  await session.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
  const found = await session.query(schemaLinesSql, [], { maxRows: 0 });
  const lines = found.rows
    .map(([line]) => line ?? "")
    .filter((line) => !isOfHistory(line))
    .sort();
  return { lines, sha256: sha256Hex(lines.join("\n")) };
}

const names = historyTableNames.join("|");
const historyLine = new RegExp(
  `^(?:relation|sequence|column|constraint \\S+ on|index CREATE (?:UNIQUE )?INDEX \\S+ ON|grant .* on (?:column )?)\\s*(?:ONLY )?\\S*\\b(?:${names})\\b|^sequence \\S+\\.(?:${names})_id_seq |^grant .* on \\S+\\.(?:${names})_id_seq |^(?:schema|grant .* on schema) drizzle `,
);

/** What a migration tool keeps for itself is no part of the schema: applying makes it, and a rehearsal does not. */
function isOfHistory(line: string): boolean {
  return historyLine.test(line);
}

/** The same on a session that may write: in a transaction of its own, which changes nothing. */
export function readSchemaOf(session: WriteSession): Promise<SchemaSnapshot> {
  return session.transaction((inside) => readSchema(inside));
}

/** Lines that only one of the two has, at most `limit`. A line that occurs more often on one side counts as often. */
export function compareSchemas(
  expected: SchemaSnapshot,
  found: SchemaSnapshot,
  limit: number,
): readonly SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  let [left, right] = [0, 0];
  while (differences.length < limit) {
    const [one, other] = [expected.lines[left], found.lines[right]];
    if (one === undefined && other === undefined) break;
    if (one === other) {
      left++;
      right++;
    } else if (other === undefined || (one !== undefined && one < other)) {
      differences.push({ side: "expected", line: one ?? "" });
      left++;
    } else {
      differences.push({ side: "found", line: other });
      right++;
    }
  }
  return differences;
}
