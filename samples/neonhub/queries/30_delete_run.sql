-- Delete one agent run (slow)
-- "ToolExecution"."agentRunId" has no index: the foreign key reads all tool calls for each deleted run.
delete from "AgentRun" where "status" = 'failed' and "startedAt" < timestamp '2026-06-18';
