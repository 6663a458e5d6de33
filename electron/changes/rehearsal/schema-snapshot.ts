import type { SchemaDifference } from "../../../shared/changes/model.ts";
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
  const lines = found.rows.map(([line]) => line ?? "").sort();
  return { lines, sha256: sha256Hex(lines.join("\n")) };
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
