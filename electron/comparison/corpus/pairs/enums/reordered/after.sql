CREATE TYPE mood AS ENUM ('c', 'b', 'a');
CREATE TABLE t (id int, mood mood);
