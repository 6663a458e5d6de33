-- finds: found.note, found.shown
CREATE TABLE found.note (id int PRIMARY KEY);
GRANT INSERT, SELECT ON found.note TO PUBLIC;
CREATE TABLE found.shown (id int PRIMARY KEY);
GRANT SELECT ON found.shown TO PUBLIC;
CREATE TABLE near.note (id int PRIMARY KEY);
GRANT ALL ON near.note TO pg_monitor;
