CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE t (id int PRIMARY KEY, state state NOT NULL DEFAULT 'new');
