-- finds: found.child.child_parent_id_fkey, found."Odd Child"."Odd fkey"
CREATE TABLE found.parent (id uuid PRIMARY KEY);
CREATE TABLE found.child (parent_id uuid REFERENCES found.parent ON UPDATE CASCADE);
CREATE TABLE found."Odd Child" ("a ""b" uuid);
ALTER TABLE found."Odd Child" ADD CONSTRAINT "Odd fkey" FOREIGN KEY ("a ""b") REFERENCES found.parent NOT VALID;
CREATE TABLE near.parent (id uuid PRIMARY KEY);
CREATE TABLE near.child (
  a uuid REFERENCES near.parent ON DELETE RESTRICT,
  b uuid REFERENCES near.parent ON DELETE SET NULL,
  -- Only NO ACTION waits for the end of the transaction.
  c uuid REFERENCES near.parent DEFERRABLE INITIALLY DEFERRED
);
