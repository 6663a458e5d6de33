-- Runs of agents with their tool calls. "ToolExecution"."agentRunId" has no index: deleting a run reads all tool calls.
INSERT INTO public."AgentRun" ("id", "agentId", "input", "output", "status", "startedAt", "completedAt", "errorMessage", "metrics")
SELECT 'c' || pg_temp.sample_text(n, 21, 24), 'c' || pg_temp.sample_text(1 + floor(300 * pow(pg_temp.sample(n, 22), 2))::bigint, 3, 24),
       jsonb_build_object('topic', pg_temp.sample_text(n, 23, 12)), CASE WHEN n % 20 > 0 THEN jsonb_build_object('text', pg_temp.sample_text(n, 24, 32)) END,
       CASE WHEN n % 20 > 0 THEN 'completed' ELSE 'failed' END, started, started + interval '1 second' * (1 + 40 * pg_temp.sample(n, 25)),
       CASE WHEN n % 20 = 0 THEN 'Tool call timed out' END, jsonb_build_object('tokens', floor(3000 * pg_temp.sample(n, 26))::int)
  FROM (SELECT n, timestamp '2026-06-17' + interval '1 minute' * (n * 4.3) AS started FROM generate_series(1, 30000) AS n) AS numbered;

INSERT INTO public."ToolExecution" ("id", "agentRunId", "toolName", "input", "output", "status", "startedAt")
SELECT 'c' || pg_temp.sample_text(n, 31, 24), 'c' || pg_temp.sample_text(1 + (n - 1) / 5, 21, 24), (ARRAY['search', 'crawl', 'summarise', 'send'])[1 + n % 4],
       jsonb_build_object('q', pg_temp.sample_text(n, 32, 10)), jsonb_build_object('hits', n % 50), CASE WHEN n % 30 > 0 THEN 'completed' ELSE 'failed' END,
       timestamp '2026-06-17' + interval '1 minute' * (n * 0.86)
  FROM generate_series(1, 150000) AS n;

INSERT INTO public."MetricEvent" ("id", "workspaceId", "kind", "metadata", "timestamp")
SELECT 'c' || pg_temp.sample_text(n, 41, 24), 'c' || pg_temp.sample_text(1 + floor(60 * pow(pg_temp.sample(n, 42), 2))::bigint, 2, 24),
       (ARRAY['page_view', 'page_view', 'page_view', 'email_open', 'click'])[1 + n % 5], jsonb_build_object('path', '/p/' || n % 500, 'utm', CASE WHEN n % 90 = 0 THEN 'newsletter' END),
       timestamp '2026-06-17' + interval '1 second' * (n * 51.8)
  FROM generate_series(1, 150000) AS n;
