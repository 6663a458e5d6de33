-- usable
-- 40,000 documents of 310 organizations; a few organizations own most of them.
INSERT INTO public.documents (id, org_id, title, tiptap_json, created_at, updated_at)
SELECT pg_temp.sample_uuid(n, 1),
       'org_' || pg_temp.sample_text(floor(310 * pow(pg_temp.sample(n, 2), 3))::bigint, 3, 8),
       (ARRAY['Launch plan', 'Customer interview', 'Pricing study', 'Incident review', 'Brand brief', 'Roadmap',
              'Research digest', 'Release notes', 'Onboarding guide', 'Weekly summary'])[1 + floor(10 * pg_temp.sample(n, 4))::int]
         || ' ' || n,
       jsonb_build_object(
         'type', 'doc',
         'attrs', jsonb_build_object('template', CASE WHEN pg_temp.sample(n, 5) < 0.004 THEN 'legal-hold'
                                                      WHEN pg_temp.sample(n, 5) < 0.3 THEN 'brief' ELSE 'blank' END,
                                     'locale', CASE WHEN pg_temp.sample(n, 6) < 0.7 THEN 'en-US' ELSE 'de-DE' END),
         'content', jsonb_build_array(
           jsonb_build_object('type', 'heading', 'attrs', jsonb_build_object('level', 1)),
           jsonb_build_object('type', 'paragraph', 'content', jsonb_build_array(
             jsonb_build_object('type', 'text', 'text', pg_temp.sample_text(n, 7, 32)))))),
       created, created + (timestamptz '2026-09-15 00:00+00' - created) * pg_temp.sample(n, 9)
  FROM (SELECT n, timestamptz '2026-09-15 00:00+00' - interval '540 days' * pg_temp.sample(n, 8) AS created
          FROM generate_series(1, 40000) AS n) AS numbered;
