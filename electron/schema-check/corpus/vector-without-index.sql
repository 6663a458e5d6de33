-- finds: found.memory.embedding
-- The types of pgvector as far as the catalog shows them, made of varchar; its index method made of the hash index's.
CREATE TYPE near.vector;
CREATE FUNCTION near.vector_in(cstring, oid, int) RETURNS near.vector LANGUAGE internal IMMUTABLE STRICT AS 'varcharin';
CREATE FUNCTION near.vector_out(near.vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varcharout';
CREATE FUNCTION near.vector_typmod_in(cstring[]) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE FUNCTION near.vector_typmod_out(int) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';
CREATE TYPE near.vector (INPUT = near.vector_in, OUTPUT = near.vector_out, TYPMOD_IN = near.vector_typmod_in, TYPMOD_OUT = near.vector_typmod_out, LIKE = text);
CREATE FUNCTION near.hash(near.vector) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'hashtext';
CREATE FUNCTION near.same(near.vector, near.vector) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'texteq';
CREATE OPERATOR near.= (LEFTARG = near.vector, RIGHTARG = near.vector, FUNCTION = near.same);
CREATE ACCESS METHOD hnsw TYPE INDEX HANDLER hashhandler;
CREATE OPERATOR FAMILY near.vector_cosine USING hnsw;
CREATE OPERATOR CLASS near.vector_cosine_ops FOR TYPE near.vector USING hnsw FAMILY near.vector_cosine AS OPERATOR 1 near.=, FUNCTION 1 near.hash(near.vector);
CREATE TABLE found.memory (id uuid PRIMARY KEY, embedding near.vector(1536));
CREATE TABLE near.memory (id uuid PRIMARY KEY, embedding near.vector(1536));
CREATE INDEX ON near.memory USING hnsw (embedding near.vector_cosine_ops);
