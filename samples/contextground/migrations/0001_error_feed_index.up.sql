-- The error feed reads all events to find a few errors. Built without blocking writes.
CREATE INDEX CONCURRENTLY run_events_kind_ts_idx ON public.run_events (kind, ts DESC);
