-- 50,000 runs of 90 days with their cost. Four in a hundred fail.
INSERT INTO public.runs (id, kind, subject_id, status, processor, started_at, finished_at, payload, error)
SELECT pg_temp.run_id(n),
       CASE WHEN n % 5 = 0 THEN 'image_gen' ELSE 'research' END,
       pg_temp.sample_uuid(1 + floor(40000 * pow(pg_temp.sample(n, 42), 2))::bigint, 1),
       status,
       CASE WHEN n % 5 = 0 THEN 'image-' || (1 + n % 3) ELSE (ARRAY['core', 'core', 'core', 'pro', 'ultra'])[1 + n % 5] END,
       started,
       CASE WHEN status IN ('completed', 'failed') THEN started + interval '1 second' * (4 + 900 * pow(pg_temp.sample(n, 43), 4)) END,
       CASE WHEN status = 'completed' THEN jsonb_build_object('sources', floor(30 * pg_temp.sample(n, 44))::int, 'summary', pg_temp.sample_text(n, 45, 24)) END,
       CASE WHEN status = 'failed' THEN jsonb_build_object('code', (ARRAY['upstream_timeout', 'rate_limited', 'content_policy'])[1 + n % 3]) END
  FROM (SELECT n, pg_temp.run_started(n) AS started,
               CASE WHEN n > 49980 THEN 'running' WHEN n > 49960 THEN 'pending'
                    WHEN pg_temp.sample(n, 46) < 0.04 THEN 'failed' ELSE 'completed' END AS status
          FROM generate_series(1, 50000) AS n) AS numbered;

INSERT INTO public.cost_entries (id, run_id, service, operation, tokens_used, cost_usd, metadata, created_at)
SELECT pg_temp.sample_uuid(n, 51), pg_temp.run_id(run),
       CASE WHEN run % 5 = 0 THEN 'image_gen' WHEN n % 3 = 0 THEN 'parallel' ELSE 'openai' END,
       CASE WHEN run % 5 = 0 THEN 'generate-image' WHEN n % 3 = 0 THEN 'core-research' ELSE 'gpt-5' END,
       CASE WHEN run % 5 > 0 THEN floor(9000 * pow(pg_temp.sample(n, 52), 3))::int END,
       round((0.002 + 2.4 * pow(pg_temp.sample(n, 53), 6))::numeric, 6),
       CASE WHEN n % 7 = 0 THEN jsonb_build_object('cached', true) END,
       pg_temp.run_started(run) + interval '40 seconds'
  FROM (SELECT n, 1 + (n - 1) * 5 / 12 AS run FROM generate_series(1, 120000) AS n) AS numbered;
