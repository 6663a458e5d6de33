import { create } from "zustand";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { MonitorSample } from "../../../../shared/monitor/model.ts";
import { type Rates, ratesBetween } from "../../../../shared/monitor/rules/rates.ts";
import { countSessions, type SessionCounts } from "../../../../shared/monitor/rules/session-counts.ts";

/** What the charts keep of a look. */
export interface LookPoint {
  readonly atMs: number;
  readonly counts: SessionCounts;
  readonly rates: Rates | null;
}

/** The looks at one database, and what went wrong with the last one. */
export interface KeptLooks {
  readonly sample: MonitorSample | null;
  readonly points: readonly LookPoint[];
  readonly error: AppError | null;
}

interface KeptLooksStore {
  readonly byDatabase: ReadonlyMap<string, KeptLooks>;
  readonly add: (ref: DatabaseRef, sample: MonitorSample) => void;
  readonly fail: (ref: DatabaseRef, error: AppError) => void;
}

/** Looks that are kept for the charts: ten minutes of them. */
const keptPoints = 300;
/** Databases whose looks are kept: the ones looked at last. */
const keptDatabases = 6;

/** No look yet. */
export const noLooks: KeptLooks = { sample: null, points: [], error: null };

/** The key of a database's looks. */
export function looksKey({ connectionId, branchId }: DatabaseRef): string {
  return JSON.stringify([connectionId, branchId ?? null]);
}

/** Looks outlive the page: another one of Health can be shown in between, and the charts go on. */
export const useKeptLooks = create<KeptLooksStore>()((set) => {
  const change = (ref: DatabaseRef, next: (before: KeptLooks) => KeptLooks) =>
    set(({ byDatabase }) => {
      const key = looksKey(ref);
      const others = [...byDatabase].filter(([other]) => other !== key).slice(1 - keptDatabases);
      return { byDatabase: new Map([...others, [key, next(byDatabase.get(key) ?? noLooks)]]) };
    });
  return {
    byDatabase: new Map(),
    add: (ref, sample) => change(ref, (before) => withLook(before, sample)),
    fail: (ref, error) => change(ref, (before) => ({ ...before, error })),
  };
});

function withLook({ sample: before, points }: KeptLooks, sample: MonitorSample): KeptLooks {
  const point = {
    atMs: Date.parse(sample.at),
    counts: countSessions(sample),
    rates: before === null ? null : ratesBetween(before, sample),
  };
  return { sample, points: [...points, point].slice(-keptPoints), error: null };
}
