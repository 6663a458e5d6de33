import type { DatabaseRef, ObjectName } from "../../../shared/databases/model.ts";
import type { GridRelation } from "./relation.ts";

interface Known {
  readonly relation: GridRelation;
  readonly readAt: number;
}

const maxRelations = 50;

/**
 * What tables looked like when their first page was read. The pages after it go on with that, which saves a transaction's
 * round trips for each; a first or last page always looks again. Short-lived, because tables change.
 */
export class KnownRelations {
  private readonly known = new Map<string, Known>();
  private readonly maxAgeMs: number;

  constructor(maxAgeMs = 30_000) {
    this.maxAgeMs = maxAgeMs;
  }

  /** The relation, unless it is not known or was read too long ago. */
  find(ref: DatabaseRef, name: ObjectName): GridRelation | null {
    const known = this.known.get(keyOf(ref, name));
    return known && performance.now() - known.readAt <= this.maxAgeMs ? known.relation : null;
  }

  /** Keeps what was just read. */
  keep(ref: DatabaseRef, name: ObjectName, relation: GridRelation): void {
    const key = keyOf(ref, name);
    this.known.delete(key);
    this.known.set(key, { relation, readAt: performance.now() });
    const [oldest] = this.known.keys();
    if (this.known.size > maxRelations && oldest !== undefined) this.known.delete(oldest);
  }

  /** After an error: the table may have changed. */
  forget(ref: DatabaseRef, name: ObjectName): void {
    this.known.delete(keyOf(ref, name));
  }
}

function keyOf(ref: DatabaseRef, { schema, name }: ObjectName): string {
  return JSON.stringify([ref.connectionId, ref.branchId ?? null, schema, name]);
}
