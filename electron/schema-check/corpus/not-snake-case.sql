-- finds: found."AgentRun", found.taken
CREATE TABLE found."AgentRun" ("agentRunID" uuid PRIMARY KEY, "user" text, "Größe" int);
-- The new name of one is taken, so only the other is renamed.
CREATE TABLE found.taken ("createdAt" date, created_at date, "updatedAt" date);
CREATE TABLE near.agent_run (id uuid PRIMARY KEY, größe int, "order" int, _odd int, "名前" text);
