import type { Reading } from "../../shared/catalog/model.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { ReadSession } from "../postgres/session.ts";

/**
 * Runs `read` behind a savepoint of the session's read transaction: a missing privilege, a lock held by somebody else
 * or a time-out makes this part unreadable and leaves the rest readable. A lost connection rejects.
 */
export async function readPart<T>(session: ReadSession, read: () => Promise<T>): Promise<Reading<T>> {
  await session.query("SAVEPOINT part");
  try {
    const value = await read();
    await session.query("RELEASE SAVEPOINT part");
    return { state: "readable", value };
  } catch (error) {
    if (!isAppError(error, "sql", "timeout", "tooLarge")) throw error;
    await session.query("ROLLBACK TO SAVEPOINT part");
    await session.query("RELEASE SAVEPOINT part");
    const isLocked = error.details.postgres?.sqlstate === "55P03";
    const hint = isLocked ? "Another session holds a lock on it. Try again when that has ended." : error.hint;
    return { state: "unreadable", message: error.message, ...(hint === undefined ? {} : { hint }) };
  }
}

/** Reads one part of an answer. */
export type PartReader = <T>(read: () => Promise<T>) => Promise<Reading<T>>;

/**
 * Collects an answer of several parts. All of them are read straight away; only when one fails is the whole read again
 * with a savepoint around each part, because those cost round trips. A lost connection rejects.
 */
export async function readParts<T>(session: ReadSession, collect: (part: PartReader) => Promise<T>): Promise<T> {
  await session.query("SAVEPOINT parts");
  try {
    return await collect(async (read) => ({ state: "readable", value: await read() }));
  } catch (error) {
    if (!isAppError(error, "sql", "timeout", "tooLarge")) throw error;
    await session.query("ROLLBACK TO SAVEPOINT parts");
    return await collect((read) => readPart(session, read));
  }
}

/** Details wait this long for somebody else's lock, each part by itself, before they are shown as unreadable. */
export async function waitBriefly(session: ReadSession): Promise<void> {
  await session.query("SELECT pg_catalog.set_config('lock_timeout', '500ms', true)");
}
