-- finds: found.doc.org_id, found.locked."userId"
CREATE TABLE found.doc (id uuid PRIMARY KEY, org_id uuid NOT NULL);
CREATE TABLE found.locked (id uuid PRIMARY KEY, "userId" text NOT NULL);
ALTER TABLE found.locked ENABLE ROW LEVEL SECURITY;
CREATE TABLE near.doc (id uuid PRIMARY KEY, org_id text NOT NULL);
CREATE POLICY own ON near.doc USING (org_id = current_setting('app.org_id', true));
ALTER TABLE near.doc ENABLE ROW LEVEL SECURITY;
CREATE TABLE near.plan (id uuid PRIMARY KEY, price int);
