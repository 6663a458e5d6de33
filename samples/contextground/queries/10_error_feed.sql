-- Error feed of the last 24 hours
-- Reads every event to keep a few: an index on (kind, ts) is missing.
select e.run_id, e.ts, r.kind, d.title, e.payload->>'code' as code
from run_events e
join runs r on r.id = e.run_id
join documents d on d.id = r.subject_id
where e.kind = 'error' and e.ts >= timestamptz '2026-09-14 00:00+00'
order by e.ts desc limit 50;
