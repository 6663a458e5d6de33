// Cases whose diagnosis needs the catalog beside the plan, or tables that were left in a state of their own.
import { alone, type DiagnosisCase, indexOnly, trial } from "./diagnosis-trial.ts";

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

/** What the catalog, the counters of tables and their pages tell beside a plan. */
export const catalogCases: readonly DiagnosisCase[] = [
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
    since: 150_000,
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
