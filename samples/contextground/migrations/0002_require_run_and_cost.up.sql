-- Every event belongs to a run, and no cost is negative. Both read their whole table while they lock it.
ALTER TABLE public.run_events ALTER COLUMN run_id SET NOT NULL;
ALTER TABLE public.cost_entries ADD CONSTRAINT cost_entries_cost_usd_check CHECK (cost_usd >= 0);
