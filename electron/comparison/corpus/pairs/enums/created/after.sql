CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE TABLE t (id int, mood mood DEFAULT 'sad');
