-- Views that came from the newsletter
-- Looks into JSON without an index.
select "workspaceId", count(*) as views
from "MetricEvent"
where "metadata"->>'utm' = 'newsletter'
group by "workspaceId"
order by views desc;
