// In the page's own world, before its scripts: defines what the preload exposes, and holds the windows it opens.
import { type Callable, createBridgeLine, fromCrossing, type Outcome, toCrossing } from "./bridge-events.ts";
import { holdOpenedWindows, type TellWindowOpen } from "./opened-windows.ts";

/** Put before this script by the stand-in. */
declare const standInKey: string;

takeWindowOpen();
if (window.top === window) receiveApis();

/** The binding is the stand-in's own; the page must not find it. */
function takeWindowOpen(): void {
  const name = `${standInKey}open`;
  const tell: unknown = Reflect.get(window, name);
  if (typeof tell !== "function") return;
  Reflect.deleteProperty(window, name);
  holdOpenedWindows(tell as TellWindowOpen); // a binding takes one text
}

function receiveApis(): void {
  const line = createBridgeLine(standInKey);
  const callbacks = new Map<number, Callable>();
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const state = { lastId: 0, answer: null as { readonly call: number; readonly outcome: Outcome } | null };

  const nameCallback = (callback: Callable) => {
    callbacks.set(++state.lastId, callback);
    return state.lastId;
  };
  const makeFunction =
    (id: number): Callable =>
    (...values) => {
      const call = ++state.lastId;
      // The other world hears the event, and answers by one, before `send` returns.
      line.send("call", { call, id, values: values.map((value) => toCrossing(value, nameCallback)) });
      const { answer } = state;
      state.answer = null;
      if (answer?.call !== call) throw new Error("An object could not be cloned.");
      const { outcome } = answer;
      if (outcome.state === "error") throw new Error(outcome.message);
      if (outcome.state === "value") return fromCrossing(outcome.value, makeFunction, true);
      return new Promise((resolve, reject) => pending.set(call, { resolve, reject }));
    };

  line.on("expose", ({ name, api }) => {
    Object.defineProperty(window, name, { value: fromCrossing(api, makeFunction, true), enumerable: true });
  });
  line.on("returned", (answer) => {
    state.answer = answer;
  });
  line.on("settled", ({ call, outcome }) => {
    const waiting = pending.get(call);
    pending.delete(call);
    if (outcome.state === "value") waiting?.resolve(fromCrossing(outcome.value, makeFunction, true));
    if (outcome.state === "error") waiting?.reject(new Error(outcome.message));
  });
  line.on("callback", ({ id, values }) => {
    callbacks.get(id)?.(...values.map((value) => fromCrossing(value, makeFunction, true)));
  });
}
