-- batches: 20
-- 1,000,000 events in 20 batches ($1 is 1 to 20), in time order. Errors are rare: two in a thousand.
INSERT INTO public.run_events (id, run_id, ts, kind, payload)
SELECT pg_temp.sample_uuid_in_time(ts, n),
       pg_temp.run_id(run), ts, kind,
       CASE kind
         WHEN 'error' THEN jsonb_build_object('code', (ARRAY['upstream_timeout', 'rate_limited', 'content_policy', 'asset_missing'])[1 + n % 4],
                                              'retryable', n % 3 > 0, 'attempt', 1 + n % 5)
         WHEN 'milestone' THEN jsonb_build_object('stage', (ARRAY['query_planned', 'sources_fetched', 'outline_ready', 'draft_written', 'upscaled'])[1 + n % 5])
         WHEN 'log' THEN jsonb_build_object('line', pg_temp.sample_text(n, 63, 16))
         ELSE jsonb_build_object('percent', 5 * (n % 20))
       END
  FROM (SELECT n, run, pg_temp.run_started(run) + interval '3 seconds' * (n % 20) + interval '1 microsecond' * (n % 1000003) AS ts,
               CASE WHEN pg_temp.sample(n, 61) < 0.002 THEN 'error' WHEN pg_temp.sample(n, 61) < 0.05 THEN 'milestone'
                    WHEN pg_temp.sample(n, 61) < 0.30 THEN 'log' ELSE 'progress' END AS kind
          FROM (SELECT n, 1 + (n - 1) / 20 AS run
                  FROM generate_series(50000 * ($1::int - 1) + 1, 50000 * $1::int) AS n) AS numbered) AS described;
