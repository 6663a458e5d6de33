-- Failed tool calls per agent
-- Joins along foreign keys that have no index.
select a."name", t."toolName", count(*) as failures
from "ToolExecution" t
join "AgentRun" r on r."id" = t."agentRunId"
join "Agent" a on a."id" = r."agentId"
where t."status" = 'failed'
group by a."name", t."toolName"
order by failures desc
limit 50;
