-- finds: found.identity.id, found.serial.id
CREATE TABLE found.identity (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE found.serial (id smallserial PRIMARY KEY);
CREATE TABLE near.wide (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, position int);
CREATE TABLE near.code (code smallint PRIMARY KEY);
