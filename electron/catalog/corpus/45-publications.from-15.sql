CREATE PUBLICATION filtered FOR TABLE ONLY zoo.animal WHERE (id > 5), zoo.typed, TABLES IN SCHEMA "Odd ""schema"" */ <b>" WITH (publish_via_partition_root = true);
CREATE PUBLICATION columns FOR TABLE ONLY zoo.wide (id, name);
