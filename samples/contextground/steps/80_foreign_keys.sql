-- The foreign key from documents back to versions has no index: deleting a version looks through all documents.
ALTER TABLE public.versions ADD CONSTRAINT versions_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.documents (id) ON DELETE CASCADE;
ALTER TABLE public.comments ADD CONSTRAINT comments_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.documents (id) ON DELETE CASCADE;
ALTER TABLE public.assets ADD CONSTRAINT assets_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.documents (id) ON DELETE CASCADE;
ALTER TABLE public.run_events ADD CONSTRAINT run_events_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs (id) ON DELETE CASCADE;
ALTER TABLE public.cost_entries ADD CONSTRAINT cost_entries_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs (id);
ALTER TABLE public.documents ADD CONSTRAINT documents_current_version_id_fkey FOREIGN KEY (current_version_id) REFERENCES public.versions (id) ON DELETE SET NULL;
