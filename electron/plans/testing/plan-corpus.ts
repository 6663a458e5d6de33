import { quoteLiteral } from "../../../shared/sql/quote.ts";

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

/** More tables: triggers, rules, odd names, and a foreign table that leads back to the same database. Needs the superuser. */
export function moreCorpusSchema(self: ForeignSelf): readonly string[] {
  const { port, database, user, password } = self;
  const secret = password === undefined ? "" : `, password ${quoteLiteral(password)}`;
  return [
    "CREATE TABLE ledger (id serial PRIMARY KEY, note text UNIQUE, amount int NOT NULL DEFAULT 0)",
    "INSERT INTO ledger (note, amount) SELECT 'note ' || n, n FROM generate_series(1, 3000) n",
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.amount := NEW.amount + 1; RETURN NEW; END'",
    "CREATE TRIGGER touch_it BEFORE INSERT OR UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION touch()",
    "CREATE TABLE parent (id int PRIMARY KEY)",
    "CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent ON DELETE CASCADE)",
    "INSERT INTO parent SELECT generate_series(1, 300)",
    "INSERT INTO child SELECT n, 1 + n % 300 FROM generate_series(1, 900) n",
    "CREATE TABLE also (id int)",
    "CREATE TABLE nowhere (id int)",
    "CREATE RULE also_log AS ON INSERT TO also DO ALSO INSERT INTO nowhere VALUES (NEW.id)",
    "CREATE RULE never AS ON DELETE TO nowhere DO INSTEAD NOTHING",
    "CREATE TABLE place (id int, spot point, a int, b int)",
    "INSERT INTO place SELECT n, point(n % 100, n / 100), n % 50, n % 70 FROM generate_series(1, 20000) n",
    "CREATE INDEX place_spot ON place USING gist (spot)",
    "CREATE INDEX place_a ON place (a)",
    "CREATE INDEX place_b ON place (b)",
    "CREATE INDEX place_brin ON place USING brin (id) WITH (pages_per_range = 4)",
    `CREATE SCHEMA "Odd ""schema"""`,
    `CREATE TABLE "Odd ""schema"""."<b>x</b>: (cost=1.00..2.00 rows=3 width=4)" ("a -> b" int, "Filter: y" text)`,
    `INSERT INTO "Odd ""schema"""."<b>x</b>: (cost=1.00..2.00 rows=3 width=4)" SELECT n, 'v' || n FROM generate_series(1, 500) n`,
    "CREATE EXTENSION postgres_fdw",
    `CREATE SERVER self FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${port}', dbname ${quoteLiteral(database)})`,
    `CREATE USER MAPPING FOR CURRENT_USER SERVER self OPTIONS (user ${quoteLiteral(user)}${secret})`,
    "CREATE FOREIGN TABLE far_customer (id int, name text, region text) SERVER self OPTIONS (table_name 'customer')",
    "CREATE EXTENSION file_fdw",
    "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
    "CREATE FOREIGN TABLE version_file (line text) SERVER files OPTIONS (filename 'PG_VERSION')",
  ];
}

/** How the server reaches itself. */
export interface ForeignSelf {
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string | undefined;
}

/** One case: settings (separated by semicolons) and the statement. */
export interface CorpusCase {
  readonly name: string;
  readonly settings?: string;
  /** The first version that knows the statement; all without it. */
  readonly fromMajor?: number;
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

const serial = "SET max_parallel_workers_per_gather = 0";

/** What text and JSON have to agree on beside `planCorpus`; needs `moreCorpusSchema`. */
export const moreCorpus: readonly CorpusCase[] = [
  { name: "insert with trigger", sql: "INSERT INTO ledger (note) SELECT 'new ' || n FROM generate_series(1, 50) n" },
  { name: "update with trigger", sql: "UPDATE ledger SET amount = amount + 1 WHERE id < 100" },
  { name: "delete with cascade", sql: "DELETE FROM parent WHERE id < 20" },
  {
    name: "on conflict update",
    sql: "INSERT INTO ledger (note, amount) SELECT 'note ' || n, 1 FROM generate_series(2990, 3010) n ON CONFLICT (note) DO UPDATE SET amount = 2 WHERE ledger.amount > 5",
  },
  {
    name: "on conflict nothing",
    sql: "INSERT INTO ledger (note, amount) VALUES ('note 1', 1), ('note -1', 2) ON CONFLICT DO NOTHING RETURNING id",
  },
  {
    name: "merge",
    fromMajor: 15,
    sql: "MERGE INTO ledger l USING (SELECT 'note ' || n AS note FROM generate_series(2990, 3010) n) s ON l.note = s.note WHEN MATCHED THEN UPDATE SET amount = 0 WHEN NOT MATCHED THEN INSERT (note) VALUES (s.note)",
  },
  { name: "rule that does more", sql: "INSERT INTO also VALUES (1), (2)" },
  { name: "rule that does nothing", sql: "DELETE FROM nowhere" },
  { name: "update of partitions", sql: "UPDATE part SET note = 'x' WHERE made < '2026-02-10' AND id < 50" },
  {
    name: "update from a join",
    settings: serial,
    sql: "UPDATE orders o SET status = 'x' FROM customer c WHERE c.id = o.customer_id AND c.id < 3",
  },
  { name: "writing with", sql: "WITH gone AS (DELETE FROM child WHERE id < 10 RETURNING *) SELECT count(*) FROM gone" },
  { name: "tid scan", sql: "SELECT * FROM ledger WHERE ctid = '(0,1)' OR ctid = '(0,2)'" },
  { name: "tid range scan", sql: "SELECT * FROM ledger WHERE ctid > '(0,1)' AND ctid < '(3,1)'" },
  {
    name: "bitmap and",
    settings: `${serial}; SET enable_seqscan = off; SET enable_indexscan = off`,
    sql: "SELECT * FROM place WHERE a = 3 AND b = 3",
  },
  {
    name: "bitmap or",
    settings: `${serial}; SET enable_seqscan = off; SET enable_indexscan = off`,
    sql: "SELECT * FROM place WHERE a = 3 OR b = 4",
  },
  {
    name: "lossy range index",
    settings: `${serial}; SET enable_seqscan = off; SET enable_indexscan = off`,
    sql: "SELECT * FROM place WHERE id BETWEEN 100 AND 200",
  },
  { name: "nearest neighbours", sql: "SELECT * FROM place ORDER BY spot <-> point '(3,4)' LIMIT 5" },
  { name: "table sample", sql: "SELECT count(*) FROM orders TABLESAMPLE bernoulli (1.5) REPEATABLE (7)" },
  {
    name: "functions and values",
    sql: "SELECT * FROM generate_series(1, 5) g JOIN (VALUES (1, 'it''s'), (2, 'b')) v(n, t) ON v.n = g WHERE t <> 'x, (y'",
  },
  { name: "two functions", sql: "SELECT * FROM ROWS FROM (generate_series(1, 3), generate_series(1, 4)) AS r(a, b)" },
  { name: "set returning select", sql: "SELECT generate_series(1, 3), unnest(ARRAY[1, 2])" },
  {
    name: "json table",
    fromMajor: 17,
    sql: `SELECT * FROM JSON_TABLE('[1,2]'::jsonb, '$[*]' COLUMNS (v int PATH '$')) j`,
  },
  {
    name: "grouping sets",
    settings: serial,
    sql: "SELECT region, id % 3, count(*) FROM customer GROUP BY GROUPING SETS ((region), (id % 3), ())",
  },
  {
    name: "rollup",
    settings: `${serial}; SET enable_hashagg = off`,
    sql: "SELECT region, name, count(*) FROM customer GROUP BY ROLLUP (region, name), ROLLUP (id)",
  },
  {
    name: "one rollup",
    settings: `${serial}; SET enable_hashagg = off`,
    sql: "SELECT region, name, count(*) FROM customer GROUP BY ROLLUP (region, name)",
  },
  {
    name: "spilling aggregate",
    settings: `${serial}; SET work_mem = '64kB'; SET enable_sort = off`,
    sql: "SELECT customer_id, amount, count(*) FROM orders GROUP BY 1, 2",
  },
  { name: "incremental sort", settings: serial, sql: "SELECT * FROM orders ORDER BY id, amount LIMIT 500" },
  {
    name: "spilling incremental sort",
    settings: `${serial}; SET work_mem = '64kB'; SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off`,
    sql: "SELECT a, b, id, repeat('x', 100) FROM place ORDER BY a, b",
  },
  {
    name: "window with run condition",
    settings: serial,
    sql: "SELECT * FROM (SELECT id, row_number() OVER (PARTITION BY region ORDER BY id) AS n FROM customer) c WHERE n < 3",
  },
  {
    name: "two windows",
    settings: serial,
    sql: "SELECT id, sum(id) OVER w, avg(id) OVER (ORDER BY name ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM customer WINDOW w AS (PARTITION BY region)",
  },
  {
    name: "intersect",
    settings: serial,
    sql: "SELECT id FROM customer INTERSECT SELECT customer_id FROM orders WHERE id < 5000",
  },
  {
    name: "except all",
    settings: serial,
    sql: "SELECT id FROM customer EXCEPT ALL SELECT customer_id FROM orders WHERE id < 50",
  },
  { name: "distinct", settings: `${serial}; SET enable_hashagg = off`, sql: "SELECT DISTINCT region FROM customer" },
  { name: "lock rows", settings: serial, sql: "SELECT * FROM ledger WHERE id < 5 FOR UPDATE" },
  { name: "nothing to do", sql: "SELECT 1 WHERE false" },
  { name: "constant filter", settings: serial, sql: "SELECT count(*) FROM customer WHERE now() > '2001-01-01'" },
  {
    name: "merge append",
    settings: `${serial}; SET enable_hashagg = off`,
    sql: "SELECT id FROM part WHERE id < 100 UNION SELECT id FROM ledger WHERE id < 100",
  },
  {
    name: "pruned while running",
    settings: `${serial}; SET enable_hashjoin = off; SET enable_mergejoin = off`,
    sql: "SELECT count(*) FROM part WHERE made = (SELECT date '2026-01-05')",
  },
  {
    name: "odd names",
    settings: serial,
    sql: `SELECT * FROM "Odd ""schema"""."<b>x</b>: (cost=1.00..2.00 rows=3 width=4)" AS "al ias" WHERE "a -> b" > 3 AND "Filter: y" <> 'it''s (' AND "Filter: y" <> 'a, "b' ORDER BY "a -> b" DESC NULLS LAST`,
  },
  {
    name: "odd with",
    settings: serial,
    sql: `WITH "x (cost=1" AS MATERIALIZED (SELECT id FROM customer WHERE id < 5) SELECT * FROM "x (cost=1" a JOIN "x (cost=1" b USING (id)`,
  },
  {
    name: "many initplans",
    settings: serial,
    sql: `SELECT ${Array.from({ length: 12 }, (_, index) => `(SELECT max(id) + ${index} FROM customer WHERE id < ${index + 5})`).join(", ")}`,
  },
  {
    name: "subplan with alternatives",
    settings: serial,
    sql: "SELECT id FROM customer c WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id) OR id < 3",
  },
  {
    name: "foreign scan",
    settings: serial,
    sql: "SELECT count(*) FROM far_customer WHERE region = 'region 3' AND length(name) > 3",
  },
  { name: "foreign update", settings: serial, sql: "UPDATE far_customer SET name = 'x' WHERE id = 1" },
  { name: "file", settings: serial, sql: "SELECT * FROM version_file" },
  { name: "parallel sorts", settings: parallel, sql: "SELECT id, amount FROM orders ORDER BY amount, created_at" },
  {
    name: "parallel memoize",
    settings: `${parallel}; SET enable_hashjoin = off; SET enable_mergejoin = off`,
    sql: "SELECT count(*) FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.amount < 300",
  },
  {
    name: "parallel grouping",
    settings: `${parallel}; SET enable_sort = off`,
    sql: "SELECT customer_id, count(*) FROM orders GROUP BY 1",
  },
  {
    name: "index only and backward",
    settings: `${serial}; SET enable_seqscan = off; SET enable_bitmapscan = off`,
    sql: "SELECT max(id), min(id) FROM orders",
  },
  {
    name: "left, full and anti joins",
    settings: serial,
    sql: "SELECT count(*) FROM customer c LEFT JOIN orders o ON o.customer_id = c.id AND o.id < 100 FULL JOIN ledger l ON l.id = c.id WHERE NOT EXISTS (SELECT FROM item i WHERE i.id = c.id)",
  },
];
