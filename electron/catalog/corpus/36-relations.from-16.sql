CREATE COLLATION zoo.ruled (PROVIDER = icu, LOCALE = 'en-US', RULES = '&V << w <<< W');
CREATE SUBSCRIPTION follower_16 CONNECTION 'host=secret.example password=hunter2' PUBLICATION part WITH (connect = false, slot_name = NONE, run_as_owner = true, streaming = parallel, origin = none, password_required = true);
CREATE TABLE zoo.stored (v text STORAGE EXTERNAL);
