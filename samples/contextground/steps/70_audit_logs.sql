-- batches: 4
-- 240,000 audit entries in 4 batches.
INSERT INTO public.audit_logs (id, entity_type, entity_id, action, actor_id, metadata, created_at)
SELECT pg_temp.sample_uuid(n, 71),
       CASE WHEN pg_temp.sample(n, 72) < 0.7 THEN 'document' WHEN pg_temp.sample(n, 72) < 0.9 THEN 'version' ELSE 'asset' END,
       pg_temp.sample_uuid(1 + floor(40000 * pow(pg_temp.sample(n, 73), 2))::bigint, 1),
       (ARRAY['accessed', 'accessed', 'accessed', 'updated', 'created'])[1 + n % 5],
       'user_' || pg_temp.sample_text(floor(900 * pow(pg_temp.sample(n, 74), 2))::bigint, 17, 8),
       CASE WHEN n % 6 = 0 THEN jsonb_build_object('ip', '198.51.100.' || n % 250) END,
       timestamptz '2026-03-15 00:00+00' + interval '184 days' * (n / 240000.0)
  FROM generate_series(60000 * ($1::int - 1) + 1, 60000 * $1::int) AS n;
