-- The eight tables of ContextGround with their indexes. The foreign keys follow when the rows are there, which is faster.
CREATE TABLE public.documents (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  org_id varchar NOT NULL,
  title text NOT NULL,
  tiptap_json jsonb,
  current_version_id uuid,
  created_at timestamptz DEFAULT now(),
  updated_at timestamptz DEFAULT now()
);
CREATE INDEX idx_docs_org ON public.documents (org_id);
CREATE INDEX idx_docs_updated ON public.documents (updated_at DESC);

CREATE TABLE public.versions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  document_id uuid,
  velt_version_id varchar,
  label text NOT NULL,
  tiptap_json jsonb NOT NULL,
  crdt_snapshot bytea,
  content_hash varchar NOT NULL,
  created_by varchar NOT NULL,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_versions_doc ON public.versions (document_id, created_at DESC);
CREATE INDEX idx_versions_user ON public.versions (created_by);

CREATE TABLE public.comments (
  id varchar PRIMARY KEY,
  document_id uuid,
  anchor jsonb,
  payload jsonb,
  author_id varchar NOT NULL,
  resolved boolean DEFAULT false,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_comments_doc ON public.comments (document_id);
CREATE INDEX idx_comments_author ON public.comments (author_id);
CREATE INDEX idx_comments_resolved ON public.comments (document_id, resolved);

CREATE TABLE public.assets (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  document_id uuid,
  type varchar NOT NULL,
  url text NOT NULL,
  meta jsonb,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_assets_doc ON public.assets (document_id);
CREATE INDEX idx_assets_type ON public.assets (type);

CREATE TABLE public.runs (
  id varchar PRIMARY KEY,
  kind varchar NOT NULL,
  subject_id uuid NOT NULL,
  status varchar NOT NULL,
  processor varchar,
  started_at timestamptz DEFAULT now(),
  finished_at timestamptz,
  payload jsonb,
  error jsonb
);
CREATE INDEX idx_runs_subject ON public.runs (subject_id, kind);
CREATE INDEX idx_runs_status ON public.runs (status);
CREATE INDEX idx_runs_started ON public.runs (started_at DESC);

CREATE TABLE public.run_events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  run_id varchar,
  ts timestamptz DEFAULT now(),
  kind varchar NOT NULL,
  payload jsonb
);
CREATE INDEX idx_events_run ON public.run_events (run_id, ts);

CREATE TABLE public.audit_logs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  entity_type varchar NOT NULL,
  entity_id uuid NOT NULL,
  action varchar NOT NULL,
  actor_id varchar NOT NULL,
  metadata jsonb,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_audit_entity ON public.audit_logs (entity_type, entity_id);
CREATE INDEX idx_audit_actor ON public.audit_logs (actor_id, created_at DESC);
CREATE INDEX idx_audit_created ON public.audit_logs (created_at DESC);

CREATE TABLE public.cost_entries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  run_id varchar,
  service varchar NOT NULL,
  operation varchar NOT NULL,
  tokens_used integer,
  cost_usd decimal(10, 6) NOT NULL,
  metadata jsonb,
  created_at timestamptz DEFAULT now()
);
CREATE INDEX idx_cost_run ON public.cost_entries (run_id);
CREATE INDEX idx_cost_service ON public.cost_entries (service, created_at DESC);
CREATE INDEX idx_cost_created ON public.cost_entries (created_at DESC);

COMMENT ON TABLE public.documents IS 'Core content documents';
COMMENT ON TABLE public.versions IS 'Version history with CRDT snapshots';
COMMENT ON TABLE public.comments IS 'Comments, copied here for search and analysis';
COMMENT ON TABLE public.assets IS 'Images, videos and generated content; the bytes live in object storage';
COMMENT ON TABLE public.runs IS 'Long-running jobs: research and image generation';
COMMENT ON TABLE public.run_events IS 'Progress events of runs';
COMMENT ON TABLE public.audit_logs IS 'Who did what, for compliance and debugging';
COMMENT ON TABLE public.cost_entries IS 'Cost of API usage';
COMMENT ON COLUMN public.documents.org_id IS 'Organization that owns the document';
COMMENT ON COLUMN public.assets.url IS 'Address in object storage; never base64';
