import type { PlanSummary } from "../../../../shared/plans/contract.ts";

/** The measured runs of a statement as lines of a chart, one for each place, oldest first. */
export interface HistoryLines {
  readonly times: readonly number[];
  readonly places: readonly { readonly place: string; readonly values: readonly (number | null)[] }[];
}

/** More lines than these cannot be told apart. */
const maxPlaces = 4;

/** The places with the most runs, each with its execution times; null where the run was made elsewhere. */
export function historyLines(
  summaries: readonly PlanSummary[],
  placeOf: (summary: PlanSummary) => string,
): HistoryLines {
  const runs = summaries.filter(({ executionMs }) => executionMs !== null).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(placeOf(run), (counts.get(placeOf(run)) ?? 0) + 1);
  const places = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, maxPlaces);
  return {
    times: runs.map(({ at }) => Date.parse(at)),
    places: places.map(([place]) => ({
      place,
      values: runs.map((run) => (placeOf(run) === place ? run.executionMs : null)),
    })),
  };
}
