CREATE TABLE t (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new', at timestamptz NOT NULL DEFAULT now());
