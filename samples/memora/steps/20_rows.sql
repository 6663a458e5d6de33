-- 3,000 chats with 90,000 messages, 5,000 contexts and 60,000 cost entries; few users write most of them.
INSERT INTO public."Chat" ("id", "userId", "title", "model", "createdAt")
SELECT 'c' || pg_temp.sample_text(n, 1, 24),
       'u' || pg_temp.sample_text(floor(400 * pow(pg_temp.sample(n, 2), 3))::bigint, 3, 24),
       (ARRAY['Trip ideas', 'Refactoring', 'Tax question', 'Recipe', 'Cover letter', 'Study plan'])[1 + n % 6] || ' ' || n,
       (ARRAY['claude', 'claude', 'gemini', 'openai'])[1 + n % 4],
       timestamp '2026-09-15' - interval '365 days' * pg_temp.sample(n, 4)
  FROM generate_series(1, 3000) AS n;

INSERT INTO public."Message" ("id", "chatId", "role", "content", "tokens")
SELECT 'c' || pg_temp.sample_text(n, 11, 24),
       'c' || pg_temp.sample_text(1 + floor(3000 * pow(pg_temp.sample(n, 12), 2))::bigint, 1, 24),
       CASE WHEN n % 2 = 1 THEN 'user' ELSE 'assistant' END,
       repeat(pg_temp.sample_text(n, 13, 30) || ' ', 1 + floor(12 * pow(pg_temp.sample(n, 14), 4))::int),
       CASE WHEN n % 2 = 0 THEN 20 + floor(1800 * pow(pg_temp.sample(n, 15), 3))::int END
  FROM generate_series(1, 90000) AS n;

INSERT INTO public."Context" ("id", "userId", "name", "data")
SELECT 'c' || pg_temp.sample_text(n, 21, 24),
       'u' || pg_temp.sample_text(floor(400 * pow(pg_temp.sample(n, 22), 3))::bigint, 3, 24),
       'Context ' || n,
       jsonb_build_object('tags', jsonb_build_array((ARRAY['work', 'home', 'study'])[1 + n % 3]), 'pinned', n % 11 = 0,
                          'notes', pg_temp.sample_text(n, 23, 32))
  FROM generate_series(1, 5000) AS n;

INSERT INTO public."CostEntry" ("id", "userId", "provider", "tokens", "costUsd", "metadata", "createdAt")
SELECT 'c' || pg_temp.sample_text(n, 31, 24),
       'u' || pg_temp.sample_text(floor(400 * pow(pg_temp.sample(n, 32), 3))::bigint, 3, 24),
       (ARRAY['anthropic', 'anthropic', 'google', 'openai'])[1 + n % 4],
       50 + floor(4000 * pow(pg_temp.sample(n, 33), 3))::int,
       round((0.0001 + 0.4 * pow(pg_temp.sample(n, 34), 5))::numeric, 6),
       CASE WHEN n % 5 = 0 THEN jsonb_build_object('cached', true) END,
       timestamp '2026-09-15' - interval '180 days' * pg_temp.sample(n, 35)
  FROM generate_series(1, 60000) AS n;

ANALYZE;
