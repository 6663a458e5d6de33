import { useCallback, useMemo, useRef, useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import {
  findParameters,
  type ParameterPlace,
  parameterKeys,
} from "../../../../shared/sql/parameters/find-parameters.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import {
  type ParameterValues,
  parameterValuesOf,
  useQueryParameters,
} from "../../../state/parameters/query-parameters.ts";
import type { TabCommand } from "../running/tab-keys.ts";

/** A parameter of what would run. */
export interface ParameterField {
  readonly key: string;
  /** What the server takes for it, and the values of an enum; absent while it is not known. */
  readonly type: string | undefined;
  readonly labels: readonly string[];
  /** Absent when none was given. */
  readonly value: string | null | undefined;
}

/** What a command found missing; `again` is the command. */
export interface AskedParameters {
  readonly keys: readonly string[];
  readonly again: TabCommand;
}

/** The parameters of a tab. */
export interface TabParameters {
  readonly fields: readonly ParameterField[];
  /** Places in the chosen text. */
  readonly places: readonly ParameterPlace[];
  readonly asked: AskedParameters | null;
  /** Whether every parameter of these statements has a value; asks for those that have none. */
  readonly areGiven: (statements: readonly string[], again: TabCommand) => boolean;
}

const nothing: ParameterValues = {};

/** The parameters of what would run, `chosen`, with their types; and of others after a command asked for them. */
export function useParameters(tabId: string, ref: DatabaseRef, chosen: string): TabParameters {
  const values = useQueryParameters((state) => state.byTab[tabId]) ?? nothing;
  const [asked, setAsked] = useState<AskedParameters | null>(null);
  const places = useMemo(() => findParameters(chosen), [chosen]);
  const own = useMemo(() => [...new Set(places.map(({ key }) => key))], [places]);
  // A long text without parameters is no part of a key that is made anew at each drawing.
  const input = { ref, sql: own.length > 0 ? chosen : "" };
  const told = useRequest("editor.parameters", input, { enabled: own.length > 0, staleMs: 60_000 }).data;
  // While an answer is on its way the last one stands, so that nothing jumps at each pause in typing.
  const last = useRef(told);
  if (told) last.current = told;
  const types = last.current;
  const fields = useMemo(() => {
    const missing = (asked?.keys ?? []).filter((key) => !own.includes(key));
    return [...own, ...missing].map((key) => {
      const known = types?.find((one) => one.key === key);
      return { key, type: known?.type, labels: known?.labels ?? [], value: values[key] };
    });
  }, [own, asked, types, values]);
  const areGiven = useCallback(
    (statements: readonly string[], again: TabCommand) => {
      const given = parameterValuesOf(tabId);
      const keys = new Set(statements.flatMap((statement) => parameterKeys(statement)));
      const missing = [...keys].filter((key) => given[key] === undefined);
      setAsked(missing.length > 0 ? { keys: missing, again } : null);
      return missing.length === 0;
    },
    [tabId],
  );
  return { fields, places, asked, areGiven };
}
