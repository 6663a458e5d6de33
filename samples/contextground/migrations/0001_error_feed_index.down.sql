DROP INDEX CONCURRENTLY public.run_events_kind_ts_idx;
