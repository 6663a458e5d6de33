-- Cost per day and service
-- An aggregate over 90 days.
select date_trunc('day', created_at) as day, service, sum(cost_usd) as cost_usd, sum(tokens_used) as tokens
from cost_entries
group by day, service
order by day desc, service;
