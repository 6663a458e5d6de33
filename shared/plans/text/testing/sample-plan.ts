/** A plan as EXPLAIN (ANALYZE, BUFFERS) of 17 prints it, with most of what a text may hold. */
export const samplePlan = `Limit  (cost=3342.89..3343.14 rows=100 width=46) (actual time=41.221..41.250 rows=100 loops=1)
  Buffers: shared hit=1201 read=34, temp read=210 written=415
  I/O Timings: shared read=1.250, temp read=0.500 write=2.125
  InitPlan 1
    ->  Aggregate  (cost=40.00..40.01 rows=1 width=32) (actual time=1.100..1.101 rows=1 loops=1)
          Buffers: shared hit=15
          ->  Seq Scan on customer c  (cost=0.00..35.00 rows=2000 width=4) (actual time=0.010..0.500 rows=2000 loops=1)
                Filter: ((name)::text ~~ 'it''s (100%'::text)
                Buffers: shared hit=15
  ->  Sort  (cost=3302.88..3352.88 rows=20000 width=46) (actual time=41.220..41.235 rows=100 loops=1)
        Sort Key: o.amount DESC, (lower(c_1.name)), o."Odd, name"
        Sort Method: external merge  Disk: 1680kB
        Buffers: shared hit=1201 read=34, temp read=210 written=415
        I/O Timings: shared read=1.250, temp read=0.500 write=2.125
        ->  Hash Join  (cost=60.00..1874.00 rows=20000 width=46) (actual time=0.900..20.500 rows=19999 loops=1)
              Hash Cond: (o.customer_id = c_1.id)
              Join Filter: (o.amount > (InitPlan 1).col1)
              Rows Removed by Join Filter: 12
              Buffers: shared hit=1186 read=34
              I/O Timings: shared read=1.250
              ->  Index Scan Backward using orders_pkey on orders o  (cost=0.29..1500.00 rows=20000 width=20) (actual time=0.020..9.000 rows=20011 loops=1)
                    Index Cond: (id < 20012)
                    Buffers: shared hit=1171 read=34
                    I/O Timings: shared read=1.250
              ->  Hash  (cost=35.00..35.00 rows=2000 width=30) (actual time=0.800..0.801 rows=2000 loops=1)
                    Buckets: 2048  Batches: 1  Memory Usage: 140kB
                    Buffers: shared hit=15
                    ->  Seq Scan on customer c_1  (cost=0.00..35.00 rows=2000 width=30) (actual time=0.005..0.300 rows=2000 loops=1)
                          Buffers: shared hit=15
Settings: work_mem = '1MB', search_path = '"$user", public'
Query Identifier: -7197966135205127973
Planning:
  Buffers: shared hit=12
  Memory: used=40kB  allocated=64kB
Planning Time: 0.512 ms
Trigger for constraint item_order_id_fkey: time=1.500 calls=3
JIT:
  Functions: 14
  Options: Inlining false, Optimization false, Expressions true, Deforming true
  Timing: Generation 1.100 ms (Deform 0.400 ms), Inlining 0.000 ms, Optimization 0.600 ms, Emission 7.000 ms, Total 8.700 ms
Serialization: time=0.250 ms  output=12kB  format=text
Execution Time: 42.750 ms`;
