import type { WriteSession } from "../../postgres/session.ts";

/** Two sessions within READ ONLY transactions. */
export interface SessionPair {
  readonly from: WriteSession;
  readonly to: WriteSession;
}

/** Waits for both, so that nothing of a failed pair still runs, and rejects with the first failure. */
export async function both<Left, Right>(left: Promise<Left>, right: Promise<Right>): Promise<[Left, Right]> {
  await Promise.allSettled([left, right]);
  return await Promise.all([left, right]);
}
