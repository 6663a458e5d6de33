CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int, mood mood NOT NULL DEFAULT 'happy');
CREATE INDEX t_mood ON t (mood);
