-- What a health check should find: an index that says what another one says, and one that nobody uses.
CREATE INDEX audit_logs_created_at_idx ON public.audit_logs (created_at DESC);
CREATE INDEX idx_versions_hash ON public.versions (content_hash, label);
ANALYZE;
