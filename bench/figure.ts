import type { Measurement } from "./report/measurement.ts";
import type { BenchSetting } from "./setting/bench-setting.ts";

/** One thing that is measured, by the name that `npm run bench -- NAME` takes. */
export interface Figure {
  readonly name: string;
  measure(setting: BenchSetting): Promise<readonly Measurement[]>;
}

/** Does something several times, one after the other, and gives what each time took. */
export async function repeat(times: number, run: (round: number) => Promise<number>): Promise<readonly number[]> {
  const values: number[] = [];
  for (let round = 0; round < times; round++) values.push(await run(round));
  return values;
}
