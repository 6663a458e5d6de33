-- Cost per provider in September
-- Reads the whole table: the index begins with "userId".
select "provider", count(*) as calls, sum("costUsd") as cost_usd
from "CostEntry"
where "createdAt" >= timestamp '2026-09-01'
group by "provider"
order by cost_usd desc;
