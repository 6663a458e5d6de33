CREATE TABLE client (id int PRIMARY KEY, email text NOT NULL, born date);
