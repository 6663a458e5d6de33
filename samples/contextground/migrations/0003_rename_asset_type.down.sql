ALTER INDEX public.idx_assets_kind RENAME TO idx_assets_type;
ALTER TABLE public.assets RENAME COLUMN kind TO type;
