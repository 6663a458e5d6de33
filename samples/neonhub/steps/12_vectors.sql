-- Vectors only where the server has the extension (a superuser may have to create it); the tables say which it is.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'vector') THEN
    CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;
    ALTER TABLE public."MemEmbedding" ADD COLUMN "embedding" public.vector(1536);
    ALTER TABLE public."BrandVoiceEmbedding" ADD COLUMN "embedding" public.vector(1536);
    CREATE INDEX "MemEmbedding_embedding_idx" ON public."MemEmbedding" USING hnsw ("embedding" public.vector_cosine_ops);
    CREATE INDEX "BrandVoiceEmbedding_embedding_idx" ON public."BrandVoiceEmbedding" USING hnsw ("embedding" public.vector_cosine_ops);
  ELSE
    COMMENT ON TABLE public."MemEmbedding" IS 'Memories of a person. The column "embedding" is left out: this server has no extension "vector".';
    COMMENT ON TABLE public."BrandVoiceEmbedding" IS 'Chunks of a guide. The column "embedding" is left out: this server has no extension "vector".';
  END IF;
END
$$;
