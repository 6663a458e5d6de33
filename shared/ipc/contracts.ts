import { accountsContract } from "../accounts/contract.ts";
import { adviserContract } from "../adviser/contract.ts";
import { branchesContract } from "../branches/contract.ts";
import { upkeepContract } from "../branches/upkeep-contract.ts";
import { catalogContract } from "../catalog/contract.ts";
import { changesContract } from "../changes/contract.ts";
import { commandsContract } from "../commands/contract.ts";
import { comparisonContract } from "../comparison/contract.ts";
import { connectionsContract } from "../connections/contract.ts";
import { editorContract } from "../editor/contract.ts";
import { editsContract } from "../edits/contract.ts";
import { erdContract } from "../erd/contract.ts";
import { gridContract } from "../grid/contract.ts";
import { historyContract } from "../history/contract.ts";
import { indexesContract } from "../indexes/contract.ts";
import { monitorContract } from "../monitor/contract.ts";
import { plansContract } from "../plans/contract.ts";
import { queriesContract } from "../queries/contract.ts";
import { queryFilesContract } from "../query-files/contract.ts";
import { schemaCheckContract } from "../schema-check/contract.ts";
import { sessionsContract } from "../sessions/contract.ts";
import { statementsContract } from "../statements/contract.ts";
import { transferContract } from "../transfer/contract.ts";
import { workspaceContract } from "../workspace/contract.ts";
import type { InputOf, OutputOf } from "./declare.ts";
import { diagnosticsContract } from "./diagnostics.ts";
import { operationsContract } from "./operations.ts";

/** Every request that a host answers: one line per capability. */
export const contracts = {
  ...gridContract,
  ...editorContract,
  ...historyContract,
  ...catalogContract,
  ...erdContract,
  ...editsContract,
  ...accountsContract,
  ...branchesContract,
  ...upkeepContract,
  ...changesContract,
  ...commandsContract,
  ...comparisonContract,
  ...connectionsContract,
  ...sessionsContract,
  ...statementsContract,
  ...plansContract,
  ...indexesContract,
  ...adviserContract,
  ...schemaCheckContract,
  ...monitorContract,
  ...queriesContract,
  ...transferContract,
  ...queryFilesContract,
  ...workspaceContract,
  ...operationsContract,
  ...diagnosticsContract,
};

/** All declared requests. */
export type Contracts = typeof contracts;

/** Name of a request. */
export type Channel = keyof Contracts;

/** What a caller of `Name` passes. */
export type RequestInput<Name extends Channel> = InputOf<Contracts[Name]>;

/** What `Name` answers. */
export type RequestOutput<Name extends Channel> = OutputOf<Contracts[Name]>;
