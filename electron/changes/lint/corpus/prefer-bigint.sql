-- finds one
CREATE TABLE t (id int PRIMARY KEY);

-- finds one
CREATE TABLE t (id serial);

-- finds one
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY);

-- finds one
CREATE TABLE t (a int, PRIMARY KEY (a));

-- finds one
ALTER TABLE t ADD a smallint REFERENCES u;

-- finds nothing
CREATE TABLE t (id bigint PRIMARY KEY);

-- finds nothing
CREATE TABLE t (width int);

-- finds nothing
CREATE TABLE t (id bigserial);
