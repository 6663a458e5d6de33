-- finds: found.asset.meta
CREATE TABLE found.asset (id int PRIMARY KEY, meta jsonb);
INSERT INTO found.asset VALUES (1, '{}'), (2, jsonb_build_object('image', 'data:image/png;base64,' || repeat('iVBOR', 300)));
-- Long, but an address or words; and short base64 that no file fits into.
CREATE TABLE near.asset (id int PRIMARY KEY, meta jsonb);
INSERT INTO near.asset VALUES (1, jsonb_build_object('url', 'https://example.com/' || repeat('path/', 200))),
  (2, jsonb_build_object('text', repeat('some words, ', 400))), (3, '{"icon": "data:image/gif;base64,R0lGOD"}');
