-- Runs that did not finish
-- Uses idx_runs_status.
select id, kind, status, started_at, timestamptz '2026-09-15 00:00+00' - started_at as waiting
from runs
where status in ('running', 'pending')
order by started_at;
