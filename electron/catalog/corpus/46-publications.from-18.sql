CREATE PUBLICATION generated FOR TABLE ONLY zoo.animal WITH (publish_generated_columns = stored);
