-- Some use of the other indexes, so that counters tell used from unused.
SELECT count(*) FROM public.documents WHERE org_id = (SELECT org_id FROM public.documents LIMIT 1);
SELECT id FROM public.documents ORDER BY updated_at DESC LIMIT 20;
SELECT v.label FROM public.documents d CROSS JOIN LATERAL (SELECT label FROM public.versions WHERE document_id = d.id ORDER BY created_at DESC LIMIT 1) v ORDER BY d.updated_at DESC LIMIT 20;
SELECT count(*) FROM public.versions WHERE created_by = (SELECT created_by FROM public.versions LIMIT 1);
SELECT count(*) FROM public.comments WHERE document_id = (SELECT id FROM public.documents LIMIT 1) AND NOT resolved;
SELECT count(*) FROM public.comments WHERE author_id = (SELECT author_id FROM public.comments LIMIT 1);
SELECT count(*) FROM public.assets WHERE document_id = (SELECT id FROM public.documents LIMIT 1);
SELECT count(*) FROM public.runs WHERE status = 'failed' AND started_at > timestamptz '2026-09-14';
SELECT id FROM public.runs ORDER BY started_at DESC LIMIT 20;
SELECT count(*) FROM public.run_events WHERE run_id = (SELECT id FROM public.runs LIMIT 1);
SELECT id FROM public.audit_logs ORDER BY created_at DESC LIMIT 20;
SELECT count(*) FROM public.cost_entries WHERE service = 'openai' AND created_at > timestamptz '2026-09-14';
