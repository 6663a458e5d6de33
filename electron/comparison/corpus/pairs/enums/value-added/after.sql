CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy', 'great');
CREATE TABLE t (id int, mood mood);
