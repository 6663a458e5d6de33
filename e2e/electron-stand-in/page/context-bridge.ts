import { type Callable, createBridgeLine, fromCrossing, type Outcome, toCrossing } from "./bridge-events.ts";

/** `contextBridge` of the preload: the page gets frozen copies, and functions that call back into this world. */
export function createContextBridge(key: string) {
  const line = createBridgeLine(key);
  const functions = new Map<number, Callable>();
  const state = { lastId: 0 };

  const nameFunction = (target: Callable) => {
    functions.set(++state.lastId, target);
    return state.lastId;
  };
  const makeCallback =
    (id: number): Callable =>
    (...values) =>
      line.send("callback", { id, values: values.map((value) => toCrossing(value, nameFunction)) });
  const valueOutcome = (value: unknown): Outcome => ({ state: "value", value: toCrossing(value, nameFunction) });

  const perform = (call: number, id: number, values: readonly unknown[]): Outcome => {
    try {
      const result = functions.get(id)?.(...values);
      if (!(result instanceof Promise)) return valueOutcome(result);
      result.then(
        (value) => line.send("settled", { call, outcome: valueOutcome(value) }),
        (error: unknown) => line.send("settled", { call, outcome: errorOutcome(error) }),
      );
      return { state: "pending" };
    } catch (error) {
      return errorOutcome(error);
    }
  };

  line.on("call", ({ call, id, values }) => {
    const built = values.map((value) => fromCrossing(value, makeCallback, false));
    line.send("returned", { call, outcome: perform(call, id, built) });
  });

  return {
    exposeInMainWorld: (name: string, api: unknown) =>
      line.send("expose", { name, api: toCrossing(api, nameFunction) }),
  };
}

function errorOutcome(error: unknown): Outcome {
  return { state: "error", message: error instanceof Error ? error.message : String(error) };
}
