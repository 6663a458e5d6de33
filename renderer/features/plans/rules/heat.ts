/** Steps of heat by the share of own time, as the picture's scale shows them. */
export type Heat = 0 | 1 | 2 | 3 | 4;

const steps: readonly (readonly [number, Heat])[] = [
  [0.4, 4],
  [0.2, 3],
  [0.1, 2],
  [0.025, 1],
];

/** The step of a share (0 to 1) of the run. */
export function heatOf(share: number): Heat {
  return steps.find(([least]) => share >= least)?.[1] ?? 0;
}
