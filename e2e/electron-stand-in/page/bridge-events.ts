// The context bridge of the stand-in: both worlds of a page share its DOM, so they speak by events on the window,
// whose names start with a key that only the stand-in knows.

/** A value as it crosses: functions become ids. */
export type Crossing =
  | { readonly is: "function"; readonly id: number }
  | { readonly is: "object"; readonly entries: readonly (readonly [string, Crossing])[] }
  | { readonly is: "array"; readonly items: readonly Crossing[] }
  | { readonly is: "value"; readonly value: unknown };

/** The messages, by name. */
export interface BridgeEvents {
  /** preload -> page */
  readonly expose: { readonly name: string; readonly api: Crossing };
  readonly returned: { readonly call: number; readonly outcome: Outcome };
  readonly settled: { readonly call: number; readonly outcome: Outcome };
  readonly callback: { readonly id: number; readonly values: readonly Crossing[] };
  /** page -> preload */
  readonly call: { readonly call: number; readonly id: number; readonly values: readonly Crossing[] };
}

/** How a call ended, so far. */
export type Outcome =
  | { readonly state: "value"; readonly value: Crossing }
  | { readonly state: "error"; readonly message: string }
  | { readonly state: "pending" };

/** Sends and hears bridge events of one page. */
export function createBridgeLine(key: string) {
  return {
    send: <Name extends keyof BridgeEvents>(name: Name, detail: BridgeEvents[Name]) => {
      window.dispatchEvent(new CustomEvent(key + name, { detail }));
    },
    on: <Name extends keyof BridgeEvents>(name: Name, listener: (detail: BridgeEvents[Name]) => void) => {
      // Nobody else knows the key, so the detail is what `send` put there.
      window.addEventListener(key + name, (event) => listener((event as CustomEvent<BridgeEvents[Name]>).detail));
    },
  };
}

const maximumDepth = 1000;

/** Describes a value; `nameFunction` gives a function its id. */
export function toCrossing(value: unknown, nameFunction: (target: Callable) => number, depth = 0): Crossing {
  if (depth > maximumDepth) throw new Error("Electron contextBridge recursion depth exceeded");
  const inner = (item: unknown) => toCrossing(item, nameFunction, depth + 1);
  if (typeof value === "function") return { is: "function", id: nameFunction(value as Callable) };
  if (Array.isArray(value)) return { is: "array", items: value.map(inner) };
  if (!isPlainObject(value)) return { is: "value", value };
  return { is: "object", entries: Object.entries(value).map(([key, item]) => [key, inner(item)] as const) };
}

/** Builds a described value; `makeFunction` gives a stand-in for a function of the other world. */
export function fromCrossing(crossing: Crossing, makeFunction: (id: number) => Callable, freeze: boolean): unknown {
  const inner = (item: Crossing) => fromCrossing(item, makeFunction, freeze);
  switch (crossing.is) {
    case "function":
      return makeFunction(crossing.id);
    case "array":
      return crossing.items.map(inner);
    case "object": {
      const object = Object.fromEntries(crossing.entries.map(([key, item]) => [key, inner(item)]));
      return freeze ? Object.freeze(object) : object;
    }
    case "value":
      return crossing.value;
  }
}

/** Any function that crosses. */
export type Callable = (...values: unknown[]) => unknown;

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
