import { z } from "zod";
import { declareRequest } from "../ipc/declare.ts";
import { type HistoryPage, type HistoryState, historyDays } from "./model.ts";

const connectionId = z.string().max(100);

/** Requests about the history of runs that the data folder keeps. */
export const historyContract = {
  /** Entries that fit: every word of `text` stands in the SQL, the error, the database or the role, in whatever case. Rejects with `fileSystem`, `diskFull`. */
  "history.search": declareRequest<HistoryPage>()(
    z.strictObject({
      /** Null for all connections. */
      connectionId: connectionId.nullable(),
      /** The branch, null for the default one; absent for all. */
      branchId: z.string().max(100).nullable().optional(),
      text: z.string().max(200),
      isFailedOnly: z.boolean(),
      limit: z.int().min(1).max(500),
    }),
  ),
  /** Takes entries out for good. */
  "history.remove": declareRequest<null>()(z.strictObject({ ids: z.array(z.string().max(100)).max(500) })),
  /** Takes all entries out for good; those of one connection where it is named. */
  "history.clear": declareRequest<null>()(z.strictObject({ connectionId: connectionId.nullable() })),
  "history.state": declareRequest<HistoryState>()(z.strictObject({})),
  /** Changes what is kept from now on; entries that are too old for it go at once. */
  "history.set": declareRequest<HistoryState>()(
    z.strictObject({ isOn: z.boolean(), keepDays: z.literal([...historyDays]) }),
  ),
};
