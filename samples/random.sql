-- Temporary functions of the session that fills a sample database: the same numbers in, the same rows out.
CREATE FUNCTION pg_temp.sample(n bigint, salt bigint) RETURNS double precision LANGUAGE sql STABLE PARALLEL SAFE
RETURN (hashint8extended(n, salt) & 9007199254740991)::double precision / 9007199254740992;

CREATE FUNCTION pg_temp.sample_text(n bigint, salt bigint, length int) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN left(md5(salt::text || '/' || n::text), length);

CREATE FUNCTION pg_temp.sample_uuid(n bigint, salt bigint) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN overlay(md5(salt::text || '/' || n::text) PLACING '4' FROM 13 FOR 1)::uuid;

CREATE FUNCTION pg_temp.sample_uuid_in_time(ts timestamptz, n bigint) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN (lpad(to_hex((extract(epoch FROM ts) * 1000)::bigint), 12, '0') || '7' || left(md5(n::text), 19))::uuid;

CREATE FUNCTION pg_temp.run_started(n bigint) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN timestamptz '2026-06-17 00:00+00' + interval '1 second' * (n * 155.52);

CREATE FUNCTION pg_temp.run_id(n bigint) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN n % 5 = 0 THEN 'img_' ELSE 'prl_' END || left(md5('run' || n::text), 10);
