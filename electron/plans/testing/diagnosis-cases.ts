// Statements that each make one diagnosis true on a real server, and a near miss of each. They run on the schema of
// `plan-corpus.ts`, in a transaction that is rolled back.

import { catalogCases } from "./catalog-cases.ts";
import { alone, bitmapOnly, type DiagnosisCase, indexOnly, large, parallel, small, trial } from "./diagnosis-trial.ts";

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

/** Each diagnosis that a server of this version and build can be made to show. */
export const diagnosisCases: readonly DiagnosisCase[] = [
  ...memory,
  ...scans,
  ...joins,
  ...wholes,
  ...writes,
  ...catalogCases,
];
