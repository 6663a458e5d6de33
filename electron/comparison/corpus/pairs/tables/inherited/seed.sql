INSERT INTO base VALUES (1, 'b');
INSERT INTO derived (id, kind, extra) VALUES (2, 'd', 'x');
