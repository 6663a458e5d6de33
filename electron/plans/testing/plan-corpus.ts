/** A schema that makes the planner choose many kinds of nodes; statements are in `planCorpus`. */
export const corpusSchema: readonly string[] = [
  "CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, region text NOT NULL)",
  "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, status text NOT NULL, amount numeric NOT NULL, created_at timestamptz NOT NULL, doc jsonb NOT NULL)",
  "CREATE TABLE item (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, sku text NOT NULL)",
  "INSERT INTO customer SELECT n, 'customer ' || n, 'region ' || n % 10 FROM generate_series(1, 2000) n",
  `INSERT INTO orders SELECT n, 1 + n % 2000, CASE WHEN n % 1000 = 0 THEN 'failed' ELSE 'done' END, n % 977,
     timestamptz '2026-01-01' + n * interval '1 minute', jsonb_build_object('code', 'E' || n % 500, 'tags', jsonb_build_array(n % 7))
     FROM generate_series(1, 120000) n`,
  "INSERT INTO item SELECT n, 1 + n % 120000, 'sku ' || n % 300 FROM generate_series(1, 200000) n",
  "CREATE INDEX item_sku_idx ON item (sku)",
  "CREATE TABLE part (id int, made date, note text) PARTITION BY RANGE (made)",
  "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
  "CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')",
  "INSERT INTO part SELECT n, date '2026-01-01' + n % 59, 'note ' || n FROM generate_series(1, 40000) n",
  `CREATE FUNCTION slow_double(n int) RETURNS int LANGUAGE plpgsql PARALLEL SAFE AS 'BEGIN RETURN n * 2; END'`,
];

const parallel = "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0";

/** One case: settings (separated by semicolons) and the statement. */
export interface CorpusCase {
  readonly name: string;
  readonly settings?: string;
  readonly sql: string;
}

/** Statements whose plans hold every construct that the computing rules treat on their own. */
export const planCorpus: readonly CorpusCase[] = [
  { name: "sequential scan", sql: "SELECT * FROM orders WHERE status = 'failed'" },
  { name: "index scan", sql: "SELECT * FROM orders WHERE id = 42" },
  { name: "bitmap scan", sql: "SELECT count(*) FROM item WHERE sku IN ('sku 1', 'sku 2')" },
  { name: "sort and limit", sql: "SELECT * FROM orders ORDER BY amount DESC LIMIT 10" },
  { name: "spilling sort", settings: "SET work_mem = '64kB'", sql: "SELECT * FROM orders ORDER BY amount, id" },
  {
    name: "hash join in batches",
    settings: "SET work_mem = '64kB'; SET max_parallel_workers_per_gather = 0",
    sql: "SELECT count(*) FROM orders o JOIN item i ON i.order_id = o.id WHERE o.amount > 10",
  },
  {
    name: "nested loop over a scan",
    settings:
      "SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET max_parallel_workers_per_gather = 0",
    sql: "SELECT count(*) FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.id < 20",
  },
  {
    name: "memoize",
    settings: "SET enable_hashjoin = off; SET enable_mergejoin = off",
    sql: "SELECT count(*) FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.id < 20000",
  },
  {
    name: "merge join",
    settings: "SET enable_hashjoin = off; SET enable_nestloop = off",
    sql: "SELECT count(*) FROM orders o JOIN customer c ON c.id = o.customer_id",
  },
  {
    name: "parallel aggregate",
    settings: parallel,
    sql: "SELECT status, count(*), sum(slow_double(id)) FROM orders GROUP BY status",
  },
  {
    name: "parallel hash join",
    settings: parallel,
    sql: "SELECT count(*) FROM orders o JOIN item i ON i.order_id = o.id",
  },
  {
    name: "gather merge",
    settings: parallel,
    sql: "SELECT id FROM orders WHERE amount > 900 ORDER BY created_at DESC",
  },
  {
    name: "parallel bitmap",
    settings: `${parallel}; SET enable_seqscan = off; SET enable_indexscan = off`,
    sql: "SELECT count(*), max(order_id) FROM item WHERE sku < 'sku 2'",
  },
  { name: "parallel append", settings: parallel, sql: "SELECT count(*) FROM part WHERE note LIKE '%7%'" },
  {
    name: "uncorrelated subquery",
    sql: "SELECT count(*) FROM orders WHERE amount > (SELECT avg(slow_double(id)) FROM orders)",
  },
  {
    name: "subquery under a gather",
    settings: parallel,
    sql: "SELECT count(*) FROM orders WHERE amount > (SELECT avg(slow_double(id)) FROM item)",
  },
  {
    name: "correlated subquery",
    sql: "SELECT c.id, (SELECT max(o.amount) FROM orders o WHERE o.customer_id = c.id) FROM customer c WHERE c.id < 15",
  },
  {
    name: "hashed subquery",
    sql: "SELECT count(*) FROM orders WHERE customer_id NOT IN (SELECT id FROM customer WHERE region = 'region 3')",
  },
  {
    name: "materialized with",
    sql: "WITH big AS MATERIALIZED (SELECT *, slow_double(id) AS twice FROM orders) SELECT (SELECT count(*) FROM big), (SELECT max(twice) FROM big WHERE amount > 5)",
  },
  {
    name: "with used twice",
    sql: "WITH big AS MATERIALIZED (SELECT customer_id, sum(amount) AS total FROM orders GROUP BY 1) SELECT count(*) FROM big a JOIN big b ON a.total = b.total",
  },
  {
    name: "nested with of one name",
    sql: "WITH x AS MATERIALIZED (WITH x AS MATERIALIZED (SELECT slow_double(id) AS v FROM orders) SELECT v FROM x WHERE v > 10) SELECT count(*) FROM x",
  },
  {
    name: "recursive with",
    sql: "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 20000) SELECT count(*) FROM r",
  },
  {
    name: "never executed",
    sql: "SELECT * FROM orders WHERE id = -1 AND EXISTS (SELECT FROM item WHERE order_id = orders.id)",
  },
  {
    name: "window and group",
    sql: "SELECT region, count(*), rank() OVER (ORDER BY count(*)) FROM customer GROUP BY region",
  },
  { name: "offset", sql: "SELECT * FROM orders ORDER BY id OFFSET 50000 LIMIT 20" },
  { name: "union", sql: "SELECT id FROM orders UNION SELECT id FROM item" },
  {
    name: "lateral",
    sql: "SELECT c.id, l.id FROM customer c CROSS JOIN LATERAL (SELECT id FROM orders o WHERE o.customer_id = c.id ORDER BY created_at DESC LIMIT 1) l WHERE c.id < 10",
  },
];
