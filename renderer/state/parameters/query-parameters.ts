import { create } from "zustand";
import type { ParameterGiven } from "../../../shared/sql/parameters/bind-parameters.ts";

/** Values of one tab by parameter; NULL is null, and a parameter that was given no value is absent. */
export type ParameterValues = Readonly<Record<string, string | null>>;

/** Values of so many tabs are kept, those changed last. */
const mostTabs = 100;
/** A longer value is not written to the file: what is pasted for one run need not outlive the window. */
const longestKept = 20_000;

interface QueryParameters {
  readonly byTab: Readonly<Record<string, ParameterValues>>;
  /** `undefined` takes the value back. */
  readonly give: (tabId: string, key: string, value: string | null | undefined) => void;
}

/** What the parameters of query tabs were given. Kept with the workspace, as the texts are. */
export const useQueryParameters = create<QueryParameters>()((set) => ({
  byTab: {},
  give: (tabId, key, value) =>
    set(({ byTab }) => {
      const { [key]: _old, ...others } = byTab[tabId] ?? {};
      return { byTab: withLast(byTab, tabId, value === undefined ? others : { ...others, [key]: value }) };
    }),
}));

/** The values of one tab now, outside of components. */
export function parameterValuesOf(tabId: string): ParameterValues {
  return useQueryParameters.getState().byTab[tabId] ?? {};
}

/** The values as they are sent. */
export function toGiven(values: ParameterValues): ParameterGiven[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

/** Gives another tab the values of one, because it runs the same text. */
export function copyParameters(fromTabId: string, toTabId: string): void {
  for (const [key, value] of Object.entries(parameterValuesOf(fromTabId)))
    useQueryParameters.getState().give(toTabId, key, value);
}

/** What of the values is written to a file. */
export function keptParameters(byTab: QueryParameters["byTab"]): QueryParameters["byTab"] {
  const short = (values: ParameterValues) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => (value?.length ?? 0) <= longestKept));
  return Object.fromEntries(Object.entries(byTab).map(([tabId, values]) => [tabId, short(values)]));
}

function withLast(byTab: QueryParameters["byTab"], tabId: string, values: ParameterValues): QueryParameters["byTab"] {
  const { [tabId]: _old, ...others } = byTab;
  return Object.fromEntries([...Object.entries(others), [tabId, values] as const].slice(-mostTabs));
}
