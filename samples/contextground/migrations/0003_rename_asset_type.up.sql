-- "type" is "kind" everywhere else. Whoever still asks for assets.type fails from this moment on.
ALTER TABLE public.assets RENAME COLUMN type TO kind;
ALTER INDEX public.idx_assets_type RENAME TO idx_assets_kind;
