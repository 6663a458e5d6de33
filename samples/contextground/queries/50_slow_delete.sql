-- Delete old versions (slow)
-- documents.current_version_id refers to versions without an index: each deleted version looks through all documents.
-- On production it is only estimated; run it on a branch to see the time of the foreign key's trigger.
explain (analyze, buffers)
delete from versions where label = 'Draft 9' and created_at < timestamptz '2025-09-01 00:00+00';
