-- finds: found."Run"
CREATE TABLE found."Run" (id uuid PRIMARY KEY, "startedAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, ended timestamp);
CREATE INDEX ON found."Run" ("startedAt");
INSERT INTO found."Run" (id) VALUES (gen_random_uuid());
CREATE TABLE near.run (id uuid PRIMARY KEY, started_at timestamptz, day date, clock time);
