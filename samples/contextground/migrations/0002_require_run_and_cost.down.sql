ALTER TABLE public.cost_entries DROP CONSTRAINT cost_entries_cost_usd_check;
ALTER TABLE public.run_events ALTER COLUMN run_id DROP NOT NULL;
