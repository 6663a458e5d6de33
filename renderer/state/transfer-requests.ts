import { create } from "zustand";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { ExportSource } from "../../shared/transfer/export-model.ts";

/** An export that somebody asked for; `title` names what is exported. */
export interface AskedExport {
  readonly ref: DatabaseRef;
  readonly title: string;
  /** Null: whole tables, which the dialog lets choose. */
  readonly source: ExportSource | null;
}

/** An import that somebody asked for: into a table, or, where the name is null, into a new one in the schema. */
export interface AskedImport {
  readonly ref: DatabaseRef;
  readonly schema: string;
  readonly name: string | null;
}

interface TransferRequestsStore {
  readonly asked: AskedExport | null;
  readonly askedImport: AskedImport | null;
  readonly openImport: (asked: AskedImport) => void;
  readonly openExport: (asked: AskedExport) => void;
  readonly close: () => void;
}

/** What other features ask of the export and import dialogs. */
export const useTransferRequests = create<TransferRequestsStore>()((set) => ({
  asked: null,
  askedImport: null,
  openImport: (askedImport) => set({ askedImport }),
  openExport: (asked) => set({ asked }),
  close: () => set({ asked: null, askedImport: null }),
}));
