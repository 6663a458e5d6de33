CREATE TRUSTED LANGUAGE corpus_sql HANDLER plpgsql_call_handler;
