/** What a kind of wait means, in a sentence; null for a kind that this list does not know. */
export function waitWords(waitType: string | null, wait: string | null): string | null {
  if (waitType === null) return null;
  const exact = byEvent[wait ?? ""];
  return exact ?? byType[waitType] ?? null;
}

const byType: Readonly<Record<string, string>> = {
  Activity: "A process of the server that has nothing to do.",
  BufferPin: "Waits until nobody reads a page that it must have for itself.",
  Client: "Waits for its client to send or to take something.",
  Extension: "Waits inside an extension.",
  InjectionPoint: "Waits at a point of a test build.",
  IO: "Waits for a file to be read or written.",
  IPC: "Waits for another process of the server.",
  Lock: "Waits for a lock that another transaction holds or waits for before it.",
  LWLock: "Waits for a short lock on memory that sessions share.",
  Timeout: "Waits for a time to pass.",
};

const byEvent: Readonly<Record<string, string>> = {
  ClientRead: "Waits for the next statement of its client.",
  ClientWrite: "Waits for its client to take rows: the client or the network is slow.",
  DataFileRead: "Reads blocks of a table or index that are not in memory.",
  DataFileWrite: "Writes blocks of a table or index.",
  DataFileExtend: "Makes a table or index larger.",
  WALWrite: "Writes the log of changes.",
  WALSync: "Waits until the log of changes is safe on disk: a commit.",
  WALInsert: "Waits for its turn to write into the log of changes: many sessions write at once.",
  BufferMapping: "Waits to find a block in memory: many sessions read at once.",
  transactionid: "Waits for a transaction to end that changed the same row.",
  tuple: "Waits in the queue for a row that somebody else changes.",
  relation: "Waits for a lock on a table.",
  virtualxid: "Waits for an older transaction to end: a CONCURRENTLY command does.",
  advisory: "Waits for an advisory lock, which a program asked for.",
  extend: "Waits for its turn to make a table larger.",
  SafeSnapshot: "Waits for a snapshot that cannot conflict with writers (DEFERRABLE).",
  SyncRep: "Waits until a follower has confirmed the commit.",
  VacuumDelay: "Pauses because of vacuum's own cost limit.",
  PgSleep: "Sleeps because pg_sleep was called.",
  CheckpointWriteDelay: "Spreads the writes of a checkpoint over time.",
  RecoveryWalStream: "Waits for the next piece of log from the server that it follows.",
};
