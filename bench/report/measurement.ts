/** What a figure is held against: a number in its own unit, or how many times the peer's median it may be. */
export type Target =
  | { readonly kind: "under"; readonly value: number }
  /** 95 of 100 values are under it; the report then shows how the values are spread. */
  | { readonly kind: "p95"; readonly value: number }
  | { readonly kind: "ratio"; readonly value: number };

/** One line of the report. Values are in the order in which they were measured. */
export interface Measurement {
  readonly what: string;
  readonly unit: "ms" | "MB";
  readonly values: readonly number[];
  /** Another program that did the same in the same run. */
  readonly peer: { readonly name: string; readonly values: readonly number[] } | null;
  readonly target: Target | null;
}
