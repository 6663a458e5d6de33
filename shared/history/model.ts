/** One run that is kept in the local history. `at` is ISO 8601 UTC; passwords are taken out of the texts. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly connectionId: string;
  readonly branchId: string | null;
  /** As the server named them; empty in entries of earlier versions. */
  readonly database: string;
  readonly user: string;
  readonly sql: string;
  readonly durationMs: number;
  readonly rows: number;
  /** The error's message; null when it went well. */
  readonly error: string | null;
}

/** Entries that fit a question, newest first, and how many there are in all. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly total: number;
}

/** How long entries can be kept, in days. */
export const historyDays = [7, 30, 90, 365] as const;

/** Whether runs are kept, and how long. */
export interface HistorySettings {
  readonly isOn: boolean;
  readonly keepDays: (typeof historyDays)[number];
}

/** The settings with what is kept now. */
export interface HistoryState extends HistorySettings {
  readonly entries: number;
  readonly sizeBytes: number;
}
