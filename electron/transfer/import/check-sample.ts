import type { ImportProblem } from "../../../shared/transfer/import-model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { FilledColumn } from "./plan-import.ts";
import { columnDefault, type FileRecord, type FileSource, valueAt } from "./read-records.ts";

/** The server says what it would refuse, without an error, from version 16 on. */
const firstCheckingVersion = 160000;
const shownCharacters = 80;

const checkSql = `
  SELECT value.place, info.message
    FROM pg_catalog.unnest($1::pg_catalog.text[]) WITH ORDINALITY AS value (text, place)
   CROSS JOIN LATERAL pg_catalog.pg_input_error_info(value.text, $2) AS info
   WHERE info.message IS NOT NULL`;

/**
 * Values of the first rows that their columns would refuse, as the server itself judges them. Only whole-table rules
 * (keys, references, checks) are left for the import. Null where the server is too old to be asked.
 */
export async function checkSample(
  session: ReadSession,
  serverVersion: number,
  records: readonly FileRecord[],
  columns: readonly FilledColumn[],
  sources: readonly FileSource[],
): Promise<readonly ImportProblem[] | null> {
  if (serverVersion < firstCheckingVersion) return null;
  const problems: ImportProblem[] = [];
  for (const [index, column] of columns.entries()) {
    const source = sources[index] ?? { place: 0, isJson: false };
    const cells = records.flatMap((record) => {
      const value = record.problem === undefined ? valueAt(record, source) : columnDefault;
      return value === columnDefault ? [] : [{ line: record.line, value }];
    });
    const filled = cells.flatMap(({ line, value }) => (value === null ? [] : [{ line, value }]));
    const answer = await session.query(checkSql, [filled.map(({ value }) => value), column.type]);
    for (const [place, message] of answer.rows) {
      const cell = filled[Number(place) - 1];
      if (cell)
        problems.push({
          line: cell.line,
          column: column.name,
          value: cell.value.slice(0, shownCharacters),
          message: message ?? "",
        });
    }
    if (column.isNullable) continue;
    for (const { line, value } of cells)
      if (value === null)
        problems.push({ line, column: column.name, value, message: "NULL, which the column refuses" });
  }
  return problems.sort((left, right) => left.line - right.line).slice(0, 100);
}
