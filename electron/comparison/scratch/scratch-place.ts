import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { RawSessionOpener } from "../../postgres/raw-session.ts";

/** Where sessions of scratch databases live, by an id that no connection has. */
export interface ScratchSessions {
  readonly openerOf: (id: string) => RawSessionOpener;
  /** Ends what holds the sessions of an id. */
  readonly end: (id: string) => Promise<void>;
}

/** A server on which databases may be made that are thrown away. */
export interface ScratchPlace {
  /** In a sentence: "a PostgreSQL 18 of this computer". */
  readonly words: string;
  readonly major: number;
  readonly databases: Databases;
  /** Whether the whole server is thrown away, so that roles may be made there. */
  readonly isWhollyOurs: boolean;
  /** Makes an empty database. */
  make(): Promise<DatabaseRef>;
  /** Ends and removes all of it. */
  close(): Promise<void>;
}

/** Opens a place. `signal` ends the waiting for it. */
export type OpenScratchPlace = (signal: AbortSignal) => Promise<ScratchPlace>;
