CREATE TABLE hot (id int) WITH (fillfactor = 80);
