INSERT INTO public."ContentDraft" ("id", "workspaceId", "title", "body", "kind", "status", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 51, 24), 'c' || pg_temp.sample_text(1 + n % 60, 2, 24), 'Draft ' || n, repeat(pg_temp.sample_text(n, 52, 30) || ' ', 20),
       (enum_range(NULL::public."ContentKind"))[1 + n % 4], (ARRAY['draft', 'published', 'archived'])[1 + n % 3], timestamp '2026-09-01'
  FROM generate_series(1, 4000) AS n;

INSERT INTO public."ContentVersion" ("id", "draftId", "version", "body", "changes")
SELECT 'c' || pg_temp.sample_text(n, 53, 24), 'c' || pg_temp.sample_text(1 + (n - 1) / 3, 51, 24), 1 + (n - 1) % 3, repeat(pg_temp.sample_text(n, 54, 30) || ' ', 20), 'Reworded'
  FROM generate_series(1, 12000) AS n;

INSERT INTO public."Connector" ("id", "workspaceId", "kind", "name", "enabled")
SELECT 'c' || pg_temp.sample_text(n, 55, 24), 'c' || pg_temp.sample_text(1 + n % 60, 2, 24), (enum_range(NULL::public."ConnectorKind"))[1 + n % 16], 'Connector ' || n, n % 5 > 0
  FROM generate_series(1, 240) AS n;

INSERT INTO public."ConnectorInstance" ("id", "connectorId", "name")
SELECT 'c' || pg_temp.sample_text(n, 56, 24), 'c' || pg_temp.sample_text(1 + n % 240, 55, 24), 'Instance ' || n FROM generate_series(1, 480) AS n;

INSERT INTO public."KeywordResearch" ("id", "workspaceId", "keyword", "searchVolume", "competition", "intent", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 57, 24), 'c' || pg_temp.sample_text(1 + n % 60, 2, 24), 'Keyword ' || n, floor(90000 * pow(pg_temp.sample(n, 58), 5))::int, round(pg_temp.sample(n, 59)::numeric, 2),
       (ARRAY['informational', 'navigational', 'transactional'])[1 + n % 3], timestamp '2026-09-01'
  FROM generate_series(1, 12000) AS n;

INSERT INTO public."InternalLink" ("id", "workspaceId", "fromUrl", "toUrl", "anchorText", "similarity", "status")
SELECT 'c' || pg_temp.sample_text(n, 60, 24), 'c' || pg_temp.sample_text(1 + n % 60, 2, 24), '/a/' || n, '/b/' || n * 3 % 4000, 'see also ' || n, round(pg_temp.sample(n, 61)::numeric, 3), (ARRAY['suggested', 'active', 'removed'])[1 + n % 3]
  FROM generate_series(1, 8000) AS n;

INSERT INTO public."SeoMetrics" ("id", "workspaceId", "url", "clicks", "impressions", "position", "date", "country", "device")
SELECT 'c' || pg_temp.sample_text(n, 62, 24), 'c' || pg_temp.sample_text(1 + n % 60, 2, 24), '/a/' || n % 900, floor(400 * pow(pg_temp.sample(n, 63), 4))::int, floor(9000 * pow(pg_temp.sample(n, 64), 3))::int,
       round((1 + 60 * pg_temp.sample(n, 65))::numeric, 1), timestamp '2026-09-01' + interval '1 second' * n, (ARRAY['US', 'DE', 'JP'])[1 + n % 3], (ARRAY['desktop', 'mobile', 'tablet'])[1 + n % 3]
  FROM generate_series(1, 40000) AS n;

INSERT INTO public."BrandVoiceGuide" ("id", "workspaceId", "name", "content", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 66, 24), 'c' || pg_temp.sample_text(n, 2, 24), 'Guide ' || n, repeat(pg_temp.sample_text(n, 67, 30) || ' ', 30), timestamp '2026-09-01' FROM generate_series(1, 60) AS n;

INSERT INTO public."BrandVoiceEmbedding" ("id", "guideId", "chunk")
SELECT 'c' || pg_temp.sample_text(n, 68, 24), 'c' || pg_temp.sample_text(1 + n % 60, 66, 24), repeat(pg_temp.sample_text(n, 69, 30) || ' ', 5) FROM generate_series(1, 1200) AS n;

INSERT INTO public."AgentMetrics" ("id", "agentId", "date", "totalRuns", "successfulRuns", "failedRuns", "avgDuration", "totalTokens", "totalCost")
SELECT 'c' || pg_temp.sample_text(n, 70, 24), 'c' || pg_temp.sample_text(1 + n % 300, 3, 24), date '2026-06-17' + (n / 300), 10 + n % 20, 9 + n % 20, 1, round((40 * pg_temp.sample(n, 71))::numeric, 2), 1000 + n % 9000, round((2 * pg_temp.sample(n, 72))::numeric, 4)
  FROM generate_series(1, 27000) AS n;

ANALYZE;
