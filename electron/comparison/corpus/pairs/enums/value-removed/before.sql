CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');
CREATE TABLE t (id int, mood mood NOT NULL DEFAULT 'happy');
CREATE INDEX t_mood ON t (mood);
