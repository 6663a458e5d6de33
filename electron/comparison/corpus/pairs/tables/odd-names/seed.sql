INSERT INTO "a ""quoted"" name" VALUES (1, 'x'), (2, '''; DROP TABLE x; --');
