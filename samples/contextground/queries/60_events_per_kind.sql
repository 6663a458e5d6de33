-- Events per kind and hour
-- Aggregates a million rows.
select kind, date_trunc('hour', ts) as hour, count(*) as events
from run_events
group by kind, hour
order by hour desc, kind
limit 200;
