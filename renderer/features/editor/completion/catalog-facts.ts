import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  type AskedName,
  type CompletionNames,
  type RelationFact,
  readRelations,
} from "../../../../shared/catalog/facts.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { CatalogFacts, NeededFacts } from "../../../../shared/editor/completion/facts.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../../../shared/ipc/contracts.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";

/** After this time what is known is asked for again, while the old answer still serves. */
const staleMs = 60_000;
const keptMs = 10 * 60_000;

/** Reads what completion and hover need to know of the catalog. `typed` is what a list of names is narrowed by. */
export type ReadFacts = (needed: NeededFacts, typed: string) => Promise<CatalogFacts>;

/** The requests whose answers change when somebody changes the schema. */
export const catalogChannels = [
  "catalog.names",
  "catalog.columns",
  "catalog.foreignKeys",
  "catalog.functions",
] as const;

/** The catalog of one database: read when it is needed, kept, and renewed behind the scenes. */
export function useCatalogFacts(ref: DatabaseRef): ReadFacts {
  const bridge = useBridge();
  const client = useQueryClient();
  return useMemo(() => {
    const ask = <Name extends Channel>(channel: Name, input: RequestInput<Name>): Promise<RequestOutput<Name>> =>
      client.ensureQueryData({
        queryKey: [channel, input],
        queryFn: ({ signal }) => bridge.request(channel, input, { signal }),
        staleTime: staleMs,
        gcTime: keptMs,
        revalidateIfStale: true,
      });
    const askNames = (text: string) => {
      const input = text === "" ? { ref } : { ref, text };
      return client.ensureQueryData({
        queryKey: ["catalog.names", input],
        queryFn: async ({ signal }): Promise<Names> => {
          const { relationsJson, ...others } = await bridge.request("catalog.names", input, { signal });
          return { ...others, relations: readRelations(relationsJson) };
        },
        staleTime: staleMs,
        gcTime: keptMs,
        revalidateIfStale: true,
        // A hundred thousand names are not compared with those from before.
        structuralSharing: false,
      });
    };
    return async (needed, typed) => {
      const relations = sorted(needed.details);
      const wanted = relations.length > 0;
      const [names, details, foreignKeys, functions] = await Promise.all([
        orNothing(needed.names ? readNames(askNames, typed) : null, null),
        orNothing(wanted ? ask("catalog.columns", { ref, relations }) : null, []),
        orNothing(needed.foreignKeys && wanted ? ask("catalog.foreignKeys", { ref, relations }) : null, []),
        orNothing(needed.functions ? ask("catalog.functions", { ref }) : null, []),
      ]);
      return {
        searchPath: names?.searchPath ?? [],
        schemas: names?.schemas ?? [],
        relations: names?.relations ?? [],
        isPartial: names?.isTruncated ?? false,
        details,
        foreignKeys,
        functions,
      };
    };
  }, [bridge, client, ref]);
}

/** The same relations in another order are the same question. */
function sorted(names: readonly AskedName[]): AskedName[] {
  const plain = names.map(({ schema, name }) => ({ schema, name }));
  return plain.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

interface Names extends Omit<CompletionNames, "relationsJson"> {
  readonly relations: readonly RelationFact[];
}

/** All names, or those that fit what is typed when the database has more than can be held. */
async function readNames(ask: (text: string) => Promise<Names>, typed: string): Promise<Names> {
  const all = await ask("");
  return all.isTruncated && typed !== "" ? await ask(typed.slice(0, 100)) : all;
}

/** Completion without a server still offers words; the connection's own state shows that it is away. */
async function orNothing<Value, Nothing>(asked: Promise<Value> | null, nothing: Nothing): Promise<Value | Nothing> {
  if (asked === null) return nothing;
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error)) return nothing;
    throw error;
  }
}
