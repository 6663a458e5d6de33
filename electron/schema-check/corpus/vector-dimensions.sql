-- finds: found.chunk.embedding, found.message.embedding
CREATE TYPE near.vector;
CREATE FUNCTION near.vector_in(cstring, oid, int) RETURNS near.vector LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
CREATE FUNCTION near.vector_out(near.vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
CREATE FUNCTION near.vector_typmod_in(cstring[]) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE FUNCTION near.vector_typmod_out(int) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
CREATE TYPE near.vector (INPUT = near.vector_in, OUTPUT = near.vector_out, TYPMOD_IN = near.vector_typmod_in, TYPMOD_OUT = near.vector_typmod_out, LIKE = text);
CREATE TABLE near.memory (id uuid PRIMARY KEY, embedding near.vector(1536));
CREATE TABLE near.guide (id uuid PRIMARY KEY, embedding near.vector(1536), picture near.vector(512));
CREATE TABLE found.message (id uuid PRIMARY KEY, embedding near.vector(384));
CREATE TABLE found.chunk (id uuid PRIMARY KEY, embedding near.vector);
