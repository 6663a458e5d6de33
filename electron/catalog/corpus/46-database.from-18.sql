CREATE PUBLICATION generated FOR TABLE ONLY zoo.animal WITH (publish_generated_columns = stored);
CREATE FOREIGN TABLE zoo.abroad_18 (id int, CONSTRAINT positive CHECK (id > 0)) SERVER afar;
