import { alone, type DiagnosisCase, indexOnly, parallel, trial } from "./diagnosis-trial.ts";

const partitions = 4_000;
/** One row on each page: 310 MB, more than all buffers. */
const pages = 40_000;

/** Objects for the cases below. */
export const clockSchema: readonly string[] = [
  `CREATE TABLE wide (id int, note text) WITH (fillfactor = 10, autovacuum_enabled = off)`,
  `ALTER TABLE wide ALTER note SET STORAGE plain`,
  `INSERT INTO wide SELECT n, repeat('x', 4500) FROM generate_series(1, ${pages}) n`,
  `CREATE TABLE narrow AS SELECT id FROM wide`,
  `CREATE TABLE tiny AS SELECT n AS id FROM generate_series(1, 500) n`,
  `CREATE TABLE many (id int) PARTITION BY RANGE (id)`,
  ...Array.from({ length: 8 }, (_, eighth) => {
    const each = partitions / 8;
    return `DO $$ BEGIN FOR n IN ${eighth * each}..${(eighth + 1) * each - 1} LOOP EXECUTE format('CREATE TABLE many_%s PARTITION OF many FOR VALUES FROM (%s) TO (%s)', n, n, n + 1); END LOOP; END $$`;
  }),
  `INSERT INTO many SELECT n FROM generate_series(0, ${partitions - 1}) n`,
  `CREATE FUNCTION wait_for(n int) RETURNS int LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS 'BEGIN PERFORM pg_sleep(n / 1000.0); RETURN n; END'`,
  `CREATE TABLE uneven (part int, ms int) PARTITION BY LIST (part)`,
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((part) => [
    `CREATE TABLE uneven_${part} PARTITION OF uneven FOR VALUES IN (${part}) WITH (parallel_workers = 0)`,
    `INSERT INTO uneven SELECT ${part}, ${part === 1 ? 3 : 0} FROM generate_series(1, 100)`,
  ]),
];

/** Objects for what needs pgvector. */
export const vectorSchema: readonly string[] = [
  "CREATE EXTENSION IF NOT EXISTS vector",
  "CREATE TABLE near (id int PRIMARY KEY, tenant int, v vector(4))",
  `INSERT INTO near SELECT n, n % 100, ARRAY[random(), random(), random(), random()]::real[]::vector FROM generate_series(1, 20000) n`,
  "CREATE INDEX near_hnsw ON near USING hnsw (v vector_l2_ops)",
];

const fourWorkers = `${parallel}; SET LOCAL max_parallel_workers_per_gather = 4; SET LOCAL parallel_leader_participation = off; SET LOCAL enable_parallel_append = on`;

/**
 * What only the clock or much memory shows: a finding may need several runs on a busy machine, a near miss must hold in
 * each. Not in every run of the tests.
 */
export const clockCases: readonly DiagnosisCase[] = [
  {
    code: "planner-memory",
    found: trial(
      "SELECT count(*) FROM many a JOIN many b USING (id) JOIN many c USING (id)",
      "SET LOCAL enable_partitionwise_join = on",
    ),
    nearMiss: trial("SELECT count(*) FROM many WHERE id = 7"),
    since: 170_000,
  },
  {
    // Each partition's scan is made ready before the first row, and only one is read.
    code: "outside-tree",
    found: trial("SELECT * FROM many LIMIT 1", alone),
    nearMiss: trial("SELECT count(*) FROM narrow", alone),
  },
  {
    code: "could-be-parallel",
    found: trial("SELECT count(*), pg_sleep(1) FROM wide", alone),
    nearMiss: trial("SELECT count(*), pg_sleep(1) FROM narrow", alone),
  },
  {
    code: "cold-cache",
    found: trial("SELECT count(*) FROM wide", alone, "SET LOCAL track_io_timing = on"),
    nearMiss: trial("SELECT count(*) FROM narrow", alone, "SET LOCAL track_io_timing = on"),
  },
  {
    code: "parallel-not-worth",
    found: trial("SELECT id FROM tiny WHERE id % 2 = 0", fourWorkers),
    nearMiss: trial("SELECT id FROM tiny WHERE id % 2 = 0", alone),
  },
  {
    code: "worker-skew",
    found: trial("SELECT sum(wait_for(ms)) FROM uneven", fourWorkers),
    nearMiss: trial("SELECT sum(wait_for(1)) FROM uneven", fourWorkers),
  },
  {
    code: "jit-overhead",
    found: trial("SELECT sum(id), count(DISTINCT id % 7) FROM narrow WHERE id % 3 = 1", alone, jitOf(0)),
    nearMiss: trial("SELECT sum(id), count(DISTINCT id % 7) FROM narrow WHERE id % 3 = 1", alone, jitOf(1_000_000_000)),
    needs: "jit",
  },
  {
    code: "vector-recall",
    found: trial(`SELECT id FROM near WHERE tenant = 7 ORDER BY v <-> '[1,2,3,4]' LIMIT 10`, alone, indexOnly),
    nearMiss: trial(`SELECT id FROM near ORDER BY v <-> '[1,2,3,4]' LIMIT 10`, alone, indexOnly),
    needs: "vector",
  },
  {
    code: "vector-index-unused",
    found: trial(`SELECT id FROM near ORDER BY v <=> '[1,2,3,4]' LIMIT 10`, alone),
    nearMiss: trial(`SELECT id FROM near ORDER BY v <-> '[1,2,3,4]' LIMIT 10`, alone, indexOnly),
    needs: "vector",
  },
];

function jitOf(cost: number): string {
  return `SET LOCAL jit = on; SET LOCAL jit_above_cost = ${cost}; SET LOCAL jit_inline_above_cost = ${cost}; SET LOCAL jit_optimize_above_cost = ${cost}`;
}
