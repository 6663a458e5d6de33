import ELK from "elkjs/lib/elk-api.js";
import { useEffect, useState } from "react";
import type { Diagram } from "../../../../shared/erd/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { startLayoutWorker } from "../../../ui/workers/own-workers.ts";
import { type Arrangement, arrangeTables, type Place } from "./arrange.ts";
import type { TableBox } from "./table-box.ts";

/** What there is of a layout. */
export type ArrangementState =
  | { readonly state: "arranging" }
  | { readonly state: "failed"; readonly error: AppError }
  | {
      readonly state: "arranged";
      readonly places: ReadonlyMap<number, Place>;
      readonly of: ReadonlyMap<number, TableBox>;
    };

/** The layout of a diagram, made in a worker; one that is not wanted any more is stopped. */
export function useArrangement(
  diagram: Diagram,
  boxes: ReadonlyMap<number, TableBox>,
  arrangement: Arrangement,
  attempt: number,
): ArrangementState {
  const [state, setState] = useState<ArrangementState>({ state: "arranging" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts again with everything as it was
  useEffect(() => {
    setState({ state: "arranging" });
    let isWanted = true;
    const engine = new ELK({ workerFactory: startLayoutWorker });
    arrangeTables(engine, diagram, boxes, arrangement)
      .then((places) => isWanted && setState({ state: "arranged", places, of: boxes }))
      .catch((error: unknown) => isWanted && setState({ state: "failed", error: asAppError(error) }));
    return () => {
      isWanted = false;
      engine.terminateWorker();
    };
  }, [diagram, boxes, arrangement, attempt]);
  return state;
}
