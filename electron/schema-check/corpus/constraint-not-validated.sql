-- finds: found.child."Odd fkey", found.child.positive
CREATE TABLE found.parent (id int PRIMARY KEY);
CREATE TABLE found.child (parent_id int, amount int);
ALTER TABLE found.child ADD CONSTRAINT "Odd fkey" FOREIGN KEY (parent_id) REFERENCES found.parent ON DELETE CASCADE NOT VALID;
ALTER TABLE found.child ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
CREATE TABLE near.child (amount int CHECK (amount > 0));
