-- finds: found.note, found."runEvents", found.user_settings
CREATE TABLE found.note (id uuid PRIMARY KEY, body text, created_at text);
CREATE TABLE found."runEvents" (id uuid PRIMARY KEY, "runId" uuid);
CREATE TABLE found.user_settings (id uuid PRIMARY KEY, created_at timestamptz);
-- Rows that are written once need no updated_at; tables that join two others need neither.
CREATE TABLE near.run_events (id uuid PRIMARY KEY, ts timestamptz);
CREATE TABLE near.note (id uuid PRIMARY KEY, "createdAt" timestamp, "updatedAt" timestamp);
CREATE TABLE near.member (note_a uuid REFERENCES near.note ON DELETE CASCADE, note_b uuid REFERENCES near.note ON DELETE CASCADE, PRIMARY KEY (note_a, note_b));
