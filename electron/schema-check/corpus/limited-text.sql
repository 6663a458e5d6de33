-- finds: found.mixed
CREATE TABLE found.mixed (id varchar PRIMARY KEY, code char(3) DEFAULT 'abc', "Long Name" varchar(20) NOT NULL);
INSERT INTO found.mixed VALUES ('a', 'xyz', 'name');
CREATE TABLE near.plain (id text PRIMARY KEY, flag "char", names varchar(10)[]);
