// Statements that each make one diagnosis true on a real server, and a near miss of each. They run on the schema of
// `plan-corpus.ts`, in a transaction that is rolled back.

/** How a statement is prepared and run: statements before it, separated by semicolons. */
interface Trial {
  readonly before?: string;
  readonly sql: string;
}

/** One diagnosis: what it must find, and what it must be silent about. */
export interface DiagnosisCase {
  readonly code: string;
  readonly found: Trial;
  readonly nearMiss: Trial;
  /** The first server version that tells of it, as `server_version_num`. */
  readonly since?: number;
  /** Reads a foreign table of `file_fdw`, which not every build brings along. */
  readonly needsFiles?: true;
}

const small = "SET LOCAL work_mem = '64kB'";
const large = "SET LOCAL work_mem = '256MB'";
const alone = "SET LOCAL max_parallel_workers_per_gather = 0";
const parallel =
  "SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0";
const indexOnly = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off";
const bitmapOnly = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off";

const trial = (sql: string, ...before: readonly string[]): Trial => ({ before: before.join("; "), sql });

/** Read with their settings: the same statement is silent where memory suffices. */
const memory: readonly DiagnosisCase[] = [
  ["sort-spill", "SELECT * FROM orders ORDER BY amount, id", alone],
  [
    "incremental-sort-spill",
    "SELECT * FROM orders ORDER BY status, amount",
    `${alone}; CREATE INDEX ON orders (status); SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off`,
  ],
  ["hash-spill", "SELECT count(*) FROM orders o JOIN item i ON i.order_id = o.id WHERE o.amount > 10", alone],
  ["temp-files", "WITH big AS MATERIALIZED (SELECT * FROM orders) SELECT count(*), max(amount) FROM big", alone],
  [
    "lossy-bitmap",
    "SELECT count(*) FROM orders WHERE id % 7 = 3",
    `${alone}; CREATE INDEX ON orders ((id % 7)); ${bitmapOnly}`,
  ],
  ["not-in-unhashed", "SELECT count(*) FROM customer WHERE id NOT IN (SELECT id FROM orders)", alone],
].map(([code = "", sql = "", before = ""]) => ({
  code,
  found: trial(sql, before, small),
  nearMiss: trial(sql, before, large),
}));

const scans: readonly DiagnosisCase[] = [
  {
    code: "storage-spill",
    since: 180_000,
    found: trial("WITH big AS MATERIALIZED (SELECT * FROM orders) SELECT count(*), max(amount) FROM big", alone, small),
    nearMiss: trial(
      "WITH big AS MATERIALIZED (SELECT * FROM orders) SELECT count(*), max(amount) FROM big",
      alone,
      large,
    ),
  },
  {
    code: "missing-index",
    found: trial("SELECT * FROM orders WHERE status = 'failed'", alone),
    nearMiss: trial("SELECT * FROM orders WHERE id = 42"),
  },
  {
    code: "jsonb-without-index",
    found: trial("SELECT * FROM orders WHERE doc ->> 'code' = 'E7'", alone),
    nearMiss: trial(
      "SELECT * FROM orders WHERE doc ->> 'code' = 'E7'",
      alone,
      "CREATE INDEX ON orders ((doc ->> 'code'))",
      "ANALYZE orders",
    ),
  },
  {
    code: "pattern-without-index",
    found: trial("SELECT * FROM item WHERE sku LIKE '%ku 29%'", alone),
    nearMiss: trial("SELECT * FROM item WHERE sku = 'sku 29'", alone),
  },
  {
    code: "unserved-filter",
    found: trial("SELECT * FROM orders WHERE lower(status) = 'failed'", alone),
    nearMiss: trial("SELECT * FROM orders WHERE lower(status) = 'done' LIMIT 9000", alone),
  },
  {
    code: "repeated-scan",
    found: trial(
      "SELECT count(*) FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.id < 20",
      `${alone}; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off; SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off`,
    ),
    nearMiss: trial("SELECT count(*) FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.id < 20", alone),
  },
  {
    code: "inexact-index",
    found: trial("SELECT * FROM orders WHERE id < 5000 AND status = 'failed'", alone, indexOnly),
    nearMiss: trial("SELECT * FROM orders WHERE id < 500 AND status = 'failed'", alone, indexOnly),
  },
  {
    code: "order-by-index-only",
    found: trial("SELECT * FROM orders WHERE amount = 976 AND status = 'failed' ORDER BY id LIMIT 1", alone, indexOnly),
    nearMiss: trial("SELECT * FROM orders WHERE status = 'done' ORDER BY id LIMIT 1", alone, indexOnly),
  },
  {
    code: "heap-fetches",
    found: trial("SELECT count(id) FROM customer WHERE id > 0", "UPDATE customer SET name = name", indexOnly),
    nearMiss: trial("SELECT count(id) FROM orders WHERE id < 20000", alone, indexOnly),
  },
  {
    code: "many-index-searches",
    since: 180_000,
    found: trial(
      "SELECT * FROM orders WHERE id = ANY ((SELECT array_agg(n * 200) FROM generate_series(1, 500) n)::int[])",
      alone,
      indexOnly,
    ),
    nearMiss: trial("SELECT * FROM orders WHERE id = ANY ('{1, 50000, 100000}')", alone, indexOnly),
  },
  {
    code: "recheck-waste",
    found: trial(
      "SELECT count(*) FROM orders WHERE amount = 7",
      alone,
      "CREATE INDEX ON orders USING brin (amount)",
      bitmapOnly,
    ),
    nearMiss: trial(
      "SELECT count(*) FROM orders WHERE amount = 7",
      alone,
      "CREATE INDEX ON orders (amount)",
      bitmapOnly,
    ),
  },
  {
    code: "too-many-buffers",
    found: trial(
      "SELECT count(*) FROM bloated",
      alone,
      "CREATE TABLE bloated AS SELECT n, repeat('x', 1000) FROM generate_series(1, 20000) n",
      "DELETE FROM bloated WHERE n > 1",
    ),
    nearMiss: trial(
      "SELECT count(*) FROM bloated",
      alone,
      "CREATE TABLE bloated AS SELECT n, repeat('x', 1000) FROM generate_series(1, 20000) n",
    ),
  },
];

const joins: readonly DiagnosisCase[] = [
  {
    code: "join-filter",
    found: trial("SELECT count(*) FROM customer a JOIN customer b ON a.id + b.id = 17", alone),
    nearMiss: trial("SELECT count(*) FROM customer a JOIN customer b ON a.id = b.id", alone),
  },
  {
    code: "nested-loop-of-many",
    found: trial(
      "SELECT count(*) FROM orders o JOIN item i ON i.sku = 'sku ' || (o.id % 300) WHERE o.id < 1500 AND o.amount * 0 = 0 AND o.id * 0 = 0",
      alone,
    ),
    nearMiss: trial(
      "SELECT count(*) FROM orders o JOIN item i ON i.sku = 'sku ' || (o.id % 300) WHERE o.id < 1500",
      alone,
    ),
  },
  {
    code: "misestimate",
    found: trial("SELECT count(*) FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.amount * 0 = 0", alone),
    nearMiss: trial("SELECT count(*) FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.amount >= 0", alone),
  },
  {
    code: "memoize-thrash",
    found: trial(
      "SELECT count(c.name) FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.id < 20000",
      `${alone}; ALTER TABLE orders ALTER customer_id SET (n_distinct = 20); ANALYZE orders`,
      "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off",
      small,
    ),
    nearMiss: trial(
      "SELECT count(c.name) FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.id < 20000",
      alone,
      "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off",
      large,
    ),
  },
  {
    code: "subplan-per-row",
    found: trial(
      "SELECT id, (SELECT max(o.amount) FROM orders o WHERE o.customer_id = c.id) FROM customer c WHERE id <= 110",
      alone,
    ),
    nearMiss: trial(
      "SELECT id, (SELECT max(o.amount) FROM orders o WHERE o.customer_id = c.id) FROM customer c WHERE id <= 20",
      alone,
    ),
  },
  {
    code: "cte-fence",
    found: trial(
      "WITH big AS MATERIALIZED (SELECT * FROM orders) SELECT count(*) FROM big WHERE status = 'failed'",
      alone,
    ),
    nearMiss: trial(
      "WITH big AS MATERIALIZED (SELECT * FROM orders) SELECT count(*) FROM big WHERE status = 'done'",
      alone,
    ),
  },
  {
    code: "distinct-fan-out",
    found: trial("SELECT DISTINCT c.region FROM customer c JOIN orders o ON o.customer_id = c.id", alone),
    nearMiss: trial(
      "SELECT DISTINCT region FROM customer c WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)",
      alone,
    ),
  },
];

const wholes: readonly DiagnosisCase[] = [
  {
    code: "large-offset",
    found: trial("SELECT * FROM orders ORDER BY id OFFSET 50000 LIMIT 20"),
    nearMiss: trial("SELECT * FROM orders ORDER BY id OFFSET 100 LIMIT 20"),
  },
  { code: "huge-result", found: trial("SELECT id FROM orders"), nearMiss: trial("SELECT id FROM customer") },
  {
    code: "serialize-cost",
    since: 170_000,
    found: trial("SELECT created_at, amount, doc, doc, doc FROM orders", alone),
    nearMiss: trial("SELECT count(*), max(doc::text) FROM orders", alone),
  },
  {
    code: "missing-workers",
    found: trial("SELECT count(*) FROM orders", parallel, "SET LOCAL max_parallel_workers = 0"),
    nearMiss: trial("SELECT count(*) FROM orders", alone),
  },
  {
    code: "planner-switched-off",
    found: trial("SELECT * FROM customer WHERE id = 5", "SET LOCAL enable_indexscan = off"),
    nearMiss: trial("SELECT * FROM customer WHERE id = 5"),
  },
  {
    code: "planning-dominates",
    found: trial(
      `SELECT 1 FROM customer c1 ${[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `JOIN customer c${n} ON c${n}.id = c${n - 1}.id`).join(" ")} WHERE c1.id = -1`,
      "SET LOCAL join_collapse_limit = 9",
    ),
    // Longer than any planning of it takes, however busy the computer is.
    nearMiss: trial("SELECT pg_sleep(0.2) FROM customer WHERE id = 5"),
  },
];

const writes: readonly DiagnosisCase[] = [
  {
    code: "missing-foreign-key-index",
    found: trial("DELETE FROM orders WHERE id < 4"),
    nearMiss: trial("DELETE FROM orders WHERE id < 4", "CREATE INDEX ON item (order_id)"),
  },
  {
    code: "slow-trigger",
    found: trial(
      "UPDATE customer SET name = name WHERE id <= 20",
      "CREATE TRIGGER naps AFTER UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION nap()",
    ),
    nearMiss: trial("UPDATE customer SET name = name WHERE id <= 20"),
  },
  {
    code: "wal-heavy",
    found: trial("INSERT INTO item SELECT n, 1, 'sku ' || n FROM generate_series(300000, 480000) n"),
    nearMiss: trial("INSERT INTO item SELECT n, 1, 'sku ' || n FROM generate_series(300000, 300100) n"),
  },
  {
    code: "conflict-churn",
    found: trial("INSERT INTO customer SELECT n, 'x', 'y' FROM generate_series(1, 2001) n ON CONFLICT DO NOTHING"),
    nearMiss: trial(
      "INSERT INTO customer SELECT n, 'x', 'y' FROM generate_series(1500, 3500) n ON CONFLICT DO NOTHING",
    ),
  },
];

const scattered = (order: string) =>
  `CREATE TABLE heap AS SELECT n, ${order} AS k, repeat('x', 200) AS pad FROM generate_series(1, 20000) n; CREATE INDEX ON heap (k); ANALYZE heap`;
const range = "SELECT n, k, pad FROM heap WHERE k BETWEEN 1 AND 5000";
const indexed = (columns: string) =>
  columns
    .split(", ")
    .map((column) => `CREATE INDEX ON taxed (${column})`)
    .join("; ");
const taxed = "CREATE TABLE taxed (a int, b int, c int, d int)";
const insertTaxed =
  "INSERT INTO taxed SELECT n, -n, n * 7919 % 10007, n * 104729 % 10009 FROM generate_series(1, 20000) n";

const catalogs: readonly DiagnosisCase[] = [
  {
    code: "scattered-heap",
    found: trial(range, scattered("n * 7919 % 20000"), indexOnly),
    nearMiss: trial(range, scattered("n"), indexOnly),
  },
  {
    code: "covering-index",
    found: trial("SELECT k, n FROM heap WHERE k BETWEEN 1 AND 5000", scattered("n"), indexOnly),
    nearMiss: trial(range, scattered("n"), indexOnly),
  },
  {
    code: "cast-hides-index",
    found: trial("SELECT * FROM orders WHERE id::numeric = 4242", alone),
    nearMiss: trial("SELECT * FROM orders WHERE id = 4242", alone),
  },
  {
    code: "no-partition-pruning",
    found: trial("SELECT count(*) FROM part WHERE made::text = '2026-01-05'", alone),
    nearMiss: trial("SELECT count(*) FROM part WHERE made = date '2026-01-05'", alone),
  },
  {
    code: "correlated-columns",
    found: trial("SELECT count(*) FROM pairs p JOIN customer c ON c.id = p.a WHERE p.a = 1 AND p.b = 1", alone),
    nearMiss: trial(
      "SELECT count(*) FROM pairs p JOIN customer c ON c.id = p.a WHERE p.a = 1 AND p.b = 1",
      alone,
      "CREATE STATISTICS pairs_stat (mcv) ON a, b FROM pairs",
      "ANALYZE pairs",
    ),
  },
  {
    code: "generic-plan",
    found: trial(
      "EXECUTE of_status('failed')",
      "PREPARE of_status (text) AS SELECT * FROM orders WHERE status = $1",
      "SET LOCAL plan_cache_mode = force_generic_plan",
    ),
    nearMiss: trial(
      "EXECUTE of_status('failed')",
      "PREPARE of_status (text) AS SELECT * FROM orders WHERE status = $1",
      "SET LOCAL plan_cache_mode = force_custom_plan",
    ),
  },
  {
    code: "slow-function",
    found: trial("SELECT count(*) FROM customer WHERE id <= 500 AND heavy(id) > 0", alone),
    nearMiss: trial("SELECT count(*) FROM customer WHERE length(repeat(md5(name), 500)) > 0", alone),
  },
  {
    code: "index-tax",
    found: trial(insertTaxed, taxed, indexed("a, b, c, d")),
    nearMiss: trial(insertTaxed, taxed, indexed("a, b")),
  },
  {
    code: "local-buffers",
    found: trial(
      "SELECT count(*) FROM passing",
      "SET LOCAL temp_buffers = '800kB'",
      "CREATE TEMPORARY TABLE passing AS SELECT n, repeat('x', 900) FROM generate_series(1, 12000) n",
    ),
    nearMiss: trial(
      "SELECT count(*) FROM passing",
      "SET LOCAL temp_buffers = '800kB'",
      "CREATE TEMPORARY TABLE passing AS SELECT n, repeat('x', 900) FROM generate_series(1, 2000) n",
    ),
  },
  {
    code: "foreign-filter",
    needsFiles: true,
    found: trial("SELECT count(*) FROM listed WHERE n < 100"),
    nearMiss: trial("SELECT count(*) FROM listed"),
  },
  // The first read after a load marks its rows; it can be shown once.
  {
    code: "dirtying-read",
    found: trial("SELECT count(*) FROM fresh", alone),
    nearMiss: trial("SELECT count(*) FROM orders", alone),
  },
  {
    code: "vacuum-debt",
    since: 150_000,
    found: trial("SELECT count(*) FROM owing", alone),
    nearMiss: trial("SELECT count(*) FROM orders", alone),
  },
  {
    code: "stale-statistics",
    since: 150_000,
    found: trial("SELECT count(*) FROM owing", alone),
    nearMiss: trial("SELECT count(*) FROM orders", alone),
  },
];

/** Each diagnosis that a server of this version and build can be made to show. */
export const diagnosisCases: readonly DiagnosisCase[] = [
  ...memory,
  ...scans,
  ...joins,
  ...wholes,
  ...writes,
  ...catalogs,
];

/** Objects that the cases need beyond the corpus. */
export const diagnosisSchema: readonly string[] = [
  `CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NULL; END'`,
  `CREATE FUNCTION heavy(n int) RETURNS bigint LANGUAGE plpgsql
     AS 'BEGIN RETURN (SELECT count(*) FROM generate_series(1, 500 + n)); END'`,
  "CREATE TABLE pairs AS SELECT n % 100 AS a, n % 100 AS b FROM generate_series(1, 200000) n",
  "CREATE TABLE owing WITH (autovacuum_enabled = off) AS SELECT n FROM generate_series(1, 20000) n",
];

/** For whoever administers the server: a table that is the output of a program. */
export const diagnosisForeignSchema: readonly string[] = [
  "CREATE EXTENSION file_fdw",
  "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
  "CREATE FOREIGN TABLE listed (n int) SERVER files OPTIONS (program 'seq 1 5000')",
  "GRANT SELECT ON listed TO PUBLIC",
];

/** What is done once all is vacuumed and analyzed: nothing sees to it again. */
export const diagnosisChanges: readonly string[] = [
  "DELETE FROM owing WHERE n % 2 = 0",
  "CREATE TABLE fresh WITH (autovacuum_enabled = off) AS SELECT n, repeat('x', 900) AS pad FROM generate_series(1, 12000) n",
];
