import type { ForeignKeyFact, FunctionFact, RelationDetails, RelationFact } from "../../catalog/facts.ts";
import type { WrittenName } from "./reading/query-model.ts";

/** What is known of a database when completion is asked for. Lists that were not asked for are empty. */
export interface CatalogFacts {
  readonly searchPath: readonly string[];
  readonly schemas: readonly string[];
  readonly relations: readonly RelationFact[];
  /** The relations list holds only what fits the typed word: the server has too many. */
  readonly isPartial: boolean;
  readonly details: readonly RelationDetails[];
  readonly foreignKeys: readonly ForeignKeyFact[];
  readonly functions: readonly FunctionFact[];
}

/** What has to be known for a situation. */
export interface NeededFacts {
  readonly names: boolean;
  readonly functions: boolean;
  readonly foreignKeys: boolean;
  /** Relations whose columns are needed. */
  readonly details: readonly WrittenName[];
}
