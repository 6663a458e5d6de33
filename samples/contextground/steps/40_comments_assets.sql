-- 60,000 comments, most of them on few documents, and 24,000 assets.
INSERT INTO public.comments (id, document_id, anchor, payload, author_id, resolved, created_at)
SELECT 'cmt_' || pg_temp.sample_text(n, 21, 14),
       pg_temp.sample_uuid(1 + floor(40000 * pow(pg_temp.sample(n, 22), 4))::bigint, 1),
       jsonb_build_object('from', floor(4000 * pg_temp.sample(n, 23))::int, 'to', floor(4000 * pg_temp.sample(n, 23))::int + 12),
       jsonb_build_object('text', 'Please check ' || pg_temp.sample_text(n, 24, 10), 'reactions', floor(3 * pg_temp.sample(n, 25))::int),
       'user_' || pg_temp.sample_text(floor(900 * pow(pg_temp.sample(n, 26), 2))::bigint, 17, 8),
       pg_temp.sample(n, 27) < 0.86,
       timestamptz '2026-09-15 00:00+00' - interval '300 days' * pg_temp.sample(n, 28)
  FROM generate_series(1, 60000) AS n;

INSERT INTO public.assets (id, document_id, type, url, meta, created_at)
SELECT pg_temp.sample_uuid(n, 31),
       pg_temp.sample_uuid(1 + floor(40000 * pg_temp.sample(n, 32))::bigint, 1),
       CASE WHEN pg_temp.sample(n, 33) < 0.6 THEN 'image' WHEN pg_temp.sample(n, 33) < 0.95 THEN 'generated_image' ELSE 'video' END,
       'https://assets.example/' || pg_temp.sample_text(n, 34, 20) || '.webp',
       jsonb_build_object('dimensions', jsonb_build_array(512 * (1 + n % 4), 512 * (1 + n % 3)), 'modelUsed', 'image-' || (1 + n % 3)),
       timestamptz '2026-09-15 00:00+00' - interval '300 days' * pg_temp.sample(n, 35)
  FROM generate_series(1, 24000) AS n;
