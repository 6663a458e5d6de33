/** Words of SQL that are offered; the server knows many more, these are the ones that are typed. */
export const keywords: readonly string[] =
  `SELECT FROM WHERE GROUP BY HAVING ORDER LIMIT OFFSET WITH RECURSIVE MATERIALIZED
  INSERT INTO VALUES UPDATE SET DELETE MERGE USING RETURNING ON CONFLICT DO NOTHING JOIN INNER LEFT RIGHT FULL OUTER CROSS
  LATERAL NATURAL UNION ALL EXCEPT INTERSECT DISTINCT AS AND OR NOT NULL IS IN EXISTS BETWEEN LIKE ILIKE SIMILAR CASE WHEN
  THEN ELSE END CAST ASC DESC NULLS FIRST LAST OVER PARTITION ROWS RANGE WINDOW FILTER ARRAY INTERVAL DATE TIMESTAMP TRUE FALSE
  CREATE TABLE INDEX CONCURRENTLY UNIQUE VIEW SCHEMA FUNCTION TRIGGER SEQUENCE TYPE EXTENSION ALTER DROP ADD COLUMN CONSTRAINT
  PRIMARY KEY FOREIGN REFERENCES CHECK DEFAULT GENERATED ALWAYS IDENTITY RENAME TO OWNER COMMENT GRANT REVOKE TRUNCATE
  BEGIN COMMIT ROLLBACK SAVEPOINT SHOW EXPLAIN ANALYZE VERBOSE BUFFERS VACUUM REINDEX LOCK COPY FOR SHARE NOWAIT SKIP LOCKED`.split(
    /\s+/,
  );

/** Functions that are offered, with what they are for. */
export const functions: readonly (readonly [string, string])[] = [
  ["count", "rows, or values that are not NULL"],
  ["sum", "sum of values"],
  ["avg", "mean of values"],
  ["min", "smallest value"],
  ["max", "largest value"],
  ["coalesce", "first value that is not NULL"],
  ["nullif", "NULL when two values are equal"],
  ["now", "start of the transaction"],
  ["date_trunc", "a time cut to hour, day, month"],
  ["extract", "a part of a time"],
  ["age", "difference of two times"],
  ["to_char", "a value as formatted text"],
  ["lower", "text in small letters"],
  ["upper", "text in capital letters"],
  ["length", "characters of a text"],
  ["left", "first characters"],
  ["substring", "part of a text"],
  ["replace", "text with a part replaced"],
  ["split_part", "a field of a delimited text"],
  ["string_agg", "texts joined"],
  ["array_agg", "values as an array"],
  ["jsonb_agg", "values as a JSON array"],
  ["jsonb_build_object", "a JSON object"],
  ["jsonb_array_elements", "elements of a JSON array as rows"],
  ["unnest", "elements of an array as rows"],
  ["generate_series", "a series of values as rows"],
  ["row_number", "number of the row in its window"],
  ["rank", "rank with gaps"],
  ["lag", "value of an earlier row"],
  ["lead", "value of a later row"],
  ["round", "rounded number"],
  ["greatest", "largest of the arguments"],
  ["least", "smallest of the arguments"],
  ["pg_sleep", "wait some seconds"],
];
