-- Workspaces, agents and people. Few workspaces do most of the work.
INSERT INTO public."User" ("id", "name", "email", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 1, 24), 'User ' || n, 'user' || n || '@example.com', timestamp '2026-09-01' FROM generate_series(1, 400) AS n;

INSERT INTO public."Workspace" ("id", "name", "slug", "ownerId", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 2, 24), 'Workspace ' || n, 'workspace-' || n, 'c' || pg_temp.sample_text(1 + n % 400, 1, 24), timestamp '2026-09-01'
  FROM generate_series(1, 60) AS n;

INSERT INTO public."Agent" ("id", "workspaceId", "name", "kind", "status", "prompt", "config", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 3, 24), 'c' || pg_temp.sample_text(1 + floor(60 * pow(pg_temp.sample(n, 4), 2))::bigint, 2, 24), 'Agent ' || n,
       (enum_range(NULL::public."AgentKind"))[1 + n % 3], (enum_range(NULL::public."AgentStatus"))[1 + n % 4],
       'Answer in the voice of the brand. ' || pg_temp.sample_text(n, 5, 32), jsonb_build_object('temperature', round(pg_temp.sample(n, 6)::numeric, 2)),
       timestamp '2026-09-01'
  FROM generate_series(1, 300) AS n;

INSERT INTO public."Person" ("id", "workspaceId", "firstName", "lastName", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 7, 24), 'c' || pg_temp.sample_text(1 + floor(60 * pow(pg_temp.sample(n, 8), 2))::bigint, 2, 24),
       (ARRAY['Ana', 'Ben', 'Chloé', 'Dmitri', 'Esra', 'Femi', 'Grace', '光'])[1 + n % 8], 'No. ' || n, timestamp '2026-09-01'
  FROM generate_series(1, 20000) AS n;

INSERT INTO public."Identity" ("id", "personId", "type", "value", "verified", "primary")
SELECT 'c' || pg_temp.sample_text(n, 9, 24), 'c' || pg_temp.sample_text(1 + (n - 1) / 2, 7, 24),
       CASE WHEN n % 2 = 0 THEN 'email' ELSE 'phone' END, CASE WHEN n % 2 = 0 THEN 'person' || n || '@example.com' ELSE '+1555' || lpad(n::text, 7, '0') END,
       n % 3 > 0, n % 2 = 0
  FROM generate_series(1, 40000) AS n;

INSERT INTO public."Consent" ("id", "personId", "channel", "scope", "status", "source")
SELECT 'c' || pg_temp.sample_text(n, 10, 24), 'c' || pg_temp.sample_text(1 + (n * 7) % 20000, 7, 24), (ARRAY['email', 'sms', 'dm'])[1 + n % 3],
       CASE WHEN n % 4 = 0 THEN 'transactional' ELSE 'marketing' END, (enum_range(NULL::public."ConsentStatus"))[1 + n % 4], (ARRAY['form', 'import', 'api'])[1 + n % 3]
  FROM generate_series(1, 40000) AS n;

INSERT INTO public."MemEmbedding" ("id", "personId", "kind", "text")
SELECT 'c' || pg_temp.sample_text(n, 11, 24), 'c' || pg_temp.sample_text(1 + (n * 11) % 20000, 7, 24), (ARRAY['fact', 'intent', 'message', 'objection'])[1 + n % 4],
       'Remembers ' || pg_temp.sample_text(n, 12, 32)
  FROM generate_series(1, 20000) AS n;

INSERT INTO public."MarketingCampaign" ("id", "workspaceId", "name", "type", "status", "budget", "startDate", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 13, 24), 'c' || pg_temp.sample_text(1 + n % 60, 2, 24), 'Campaign ' || n, (enum_range(NULL::public."MarketingCampaignType"))[1 + n % 4],
       (enum_range(NULL::public."MarketingCampaignStatus"))[1 + n % 5], round((50000 * pg_temp.sample(n, 14))::numeric, 2), timestamp '2026-01-01' + interval '1 day' * (n % 200), timestamp '2026-09-01'
  FROM generate_series(1, 600) AS n;

INSERT INTO public."MarketingLead" ("id", "workspaceId", "personId", "email", "company", "status", "grade", "source", "score", "updatedAt")
SELECT 'c' || pg_temp.sample_text(n, 15, 24), 'c' || pg_temp.sample_text(1 + floor(60 * pow(pg_temp.sample(n, 16), 2))::bigint, 2, 24),
       CASE WHEN n % 3 = 0 THEN 'c' || pg_temp.sample_text(1 + (n * 13) % 20000, 7, 24) END, 'lead' || n || '@example.org', 'Company ' || n % 900,
       (enum_range(NULL::public."MarketingLeadStatus"))[1 + n % 5], (enum_range(NULL::public."MarketingLeadGrade"))[1 + n % 5], (ARRAY['ads', 'referral', 'organic'])[1 + n % 3],
       round((100 * pg_temp.sample(n, 17))::numeric, 1), timestamp '2026-09-01'
  FROM generate_series(1, 30000) AS n;
