-- 96,000 versions; each document's newest one becomes its current one.
INSERT INTO public.versions (id, document_id, velt_version_id, label, tiptap_json, crdt_snapshot, content_hash, created_by, created_at)
SELECT pg_temp.sample_uuid(n, 11),
       pg_temp.sample_uuid(document, 1),
       CASE WHEN pg_temp.sample(n, 12) < 0.8 THEN 'velt_' || pg_temp.sample_text(n, 13, 12) END,
       CASE WHEN pg_temp.sample(n, 14) < 0.1 THEN 'Approved' ELSE 'Draft ' || (n % 9 + 1) END,
       jsonb_build_object('type', 'doc', 'content', jsonb_build_array(
         jsonb_build_object('type', 'paragraph', 'text', pg_temp.sample_text(n, 15, 32)))),
       CASE WHEN n % 4 = 0 THEN decode(md5(n::text) || md5((n + 1)::text), 'hex') END,
       md5('content' || n),
       'user_' || pg_temp.sample_text(floor(900 * pow(pg_temp.sample(n, 16), 2))::bigint, 17, 8),
       timestamptz '2026-09-15 00:00+00' - interval '400 days' * pg_temp.sample(n, 18)
  FROM (SELECT n, CASE WHEN n <= 40000 THEN n ELSE 1 + floor(40000 * pow(pg_temp.sample(n, 19), 2))::int END AS document
          FROM generate_series(1, 96000) AS n) AS numbered;

UPDATE public.documents AS d
   SET current_version_id = v.id
  FROM (SELECT DISTINCT ON (document_id) document_id, id FROM public.versions ORDER BY document_id, created_at DESC) AS v
 WHERE v.document_id = d.id;
