CREATE TABLE t (note text, id bigserial);
