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

interface TransferRequestsStore {
  readonly asked: AskedExport | null;
  readonly openExport: (asked: AskedExport) => void;
  readonly close: () => void;
}

/** What other features ask of the export and import dialogs. */
export const useTransferRequests = create<TransferRequestsStore>()((set) => ({
  asked: null,
  openExport: (asked) => set({ asked }),
  close: () => set({ asked: null }),
}));
