const words = (text: string): readonly string[] => text.split(", ");

/** Words that may begin a statement. */
export const statementWords: readonly string[] = words(
  "SELECT, WITH, INSERT INTO, UPDATE, DELETE FROM, EXPLAIN, EXPLAIN ANALYZE, CREATE, ALTER, DROP, TRUNCATE, BEGIN, COMMIT, " +
    "ROLLBACK, SAVEPOINT, SET, RESET, SHOW, CALL, DO, COPY, GRANT, REVOKE, COMMENT ON, ANALYZE, VACUUM, REFRESH MATERIALIZED VIEW, " +
    "MERGE INTO, VALUES, TABLE, LOCK TABLE, PREPARE, EXECUTE, DECLARE, FETCH, LISTEN, NOTIFY, REINDEX, DISCARD ALL",
);

const valueWords = words("CASE, NOT, NULL, TRUE, FALSE, EXISTS, CURRENT_DATE, CURRENT_TIMESTAMP, ARRAY, INTERVAL, ROW");

/** Words that may stand where a value begins. */
export function wordsForValue(clause: string): readonly string[] {
  if (clause === "select") return ["DISTINCT", "DISTINCT ON", "ALL", "FROM", ...valueWords];
  if (clause === "group") return ["ROLLUP", "CUBE", "GROUPING SETS", ...valueWords];
  if (clause === "set" || clause === "values") return ["DEFAULT", ...valueWords];
  if (clause === "limit" || clause === "offset") return ["ALL"];
  return valueWords;
}

const operators = words(
  "AND, OR, IS NULL, IS NOT NULL, IN, NOT IN, LIKE, ILIKE, BETWEEN, IS DISTINCT FROM, NOT LIKE, SIMILAR TO",
);
const caseWords = words("WHEN, THEN, ELSE, END");
const tail = words("ORDER BY, LIMIT, OFFSET, FETCH FIRST, FOR UPDATE, UNION, UNION ALL, INTERSECT, EXCEPT");
const joins = words("JOIN, LEFT JOIN, INNER JOIN, RIGHT JOIN, FULL JOIN, CROSS JOIN");

const behind: Readonly<Record<string, readonly string[]>> = {
  select: [...words("FROM, AS, INTO, OVER, FILTER, WITHIN GROUP"), ...operators, ...caseWords, "WHERE", ...tail],
  where: [...operators, ...words("GROUP BY, HAVING, RETURNING, WINDOW"), ...tail, ...caseWords, "COLLATE"],
  on: [...operators, ...joins, ...words("WHERE, GROUP BY, HAVING"), ...tail, ...caseWords],
  group: [...words("HAVING, WINDOW"), ...tail],
  having: [...operators, "WINDOW", ...tail],
  order: [...words("ASC, DESC, NULLS FIRST, NULLS LAST, USING, COLLATE"), ...tail],
  limit: words("OFFSET, FOR UPDATE, UNION ALL"),
  offset: words("LIMIT, ROWS, FETCH FIRST, FOR UPDATE"),
  set: [...words("FROM, WHERE, RETURNING"), ...operators, ...caseWords],
  conflictSet: [...words("WHERE, RETURNING"), ...operators, ...caseWords],
  values: words("ON CONFLICT, RETURNING, ORDER BY, LIMIT, UNION ALL"),
  returning: words("AS, INTO"),
};

/** Words that may follow a value. */
export function wordsBehindValue(clause: string): readonly string[] {
  return behind[clause] ?? [...operators, ...caseWords];
}

/** Types by the names that people write. */
export const typeNames: readonly string[] = words(
  "bigint, integer, smallint, numeric, real, double precision, text, varchar, char, boolean, date, timestamp, timestamptz, time, " +
    "interval, uuid, jsonb, json, bytea, inet, cidr, macaddr, xml, money, int4range, int8range, numrange, tsrange, tstzrange, daterange, " +
    "tsvector, tsquery, point, regclass, regtype, oid, name, integer[], text[], bit, bigserial",
);
