import { lsnSchema } from "../../../../shared/branches/contract.ts";
import type { BranchPoint } from "../../../../shared/branches/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";

/** How a state is named on the command line. */
export interface PointOptions {
  readonly fromTime?: string;
  readonly fromLsn?: string;
}

/** The state that the options name; the present one without any. Throws `invalidInput`. */
export function parsePoint({ fromTime, fromLsn }: PointOptions): BranchPoint {
  if (fromTime !== undefined && fromLsn !== undefined)
    throw new AppError("invalidInput", "Name either --from-time or --from-lsn.");
  if (fromLsn !== undefined) {
    if (!lsnSchema.safeParse(fromLsn).success)
      throw new AppError("invalidInput", `“${fromLsn}” is no position of the log.`, {
        hint: "Postgres prints them like 0/3A7F2108.",
      });
    return { kind: "lsn", lsn: fromLsn };
  }
  if (fromTime === undefined) return { kind: "head" };
  // Without a zone it would mean something else on each computer.
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(fromTime);
  const moment = new Date(fromTime);
  if (!hasZone || Number.isNaN(moment.getTime()))
    throw new AppError("invalidInput", `“${fromTime}” is no moment with a time zone.`, {
      hint: "Try 2026-01-31T09:30:00Z or 2026-01-31T10:30:00+01:00.",
    });
  return { kind: "time", at: moment.toISOString() };
}
