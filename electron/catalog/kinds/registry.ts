import type { ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import { defaultPrivileges } from "./database/default-privileges.ts";
import { eventTriggers } from "./database/event-triggers.ts";
import { extensions } from "./database/extensions.ts";
import { publications } from "./database/publications.ts";
import { roles } from "./database/roles.ts";
import { schemas } from "./database/schemas.ts";
import { subscriptions } from "./database/subscriptions.ts";
import { foreignDataWrappers } from "./foreign/foreign-data-wrappers.ts";
import { foreignServers } from "./foreign/foreign-servers.ts";
import { userMappings } from "./foreign/user-mappings.ts";
import type { ObjectKindReader } from "./object-kind.ts";
import { columns } from "./parts/columns.ts";
import { constraints } from "./parts/constraints.ts";
import { indexes } from "./parts/indexes.ts";
import { policies } from "./parts/policies.ts";
import { rules } from "./parts/rules.ts";
import { statistics } from "./parts/statistics.ts";
import { triggers } from "./parts/triggers.ts";
import { materializedViews } from "./relations/materialized-views.ts";
import { sequences } from "./relations/sequences.ts";
import { tables } from "./relations/tables.ts";
import { views } from "./relations/views.ts";
import { aggregates } from "./routines/aggregates.ts";
import { functions } from "./routines/functions.ts";
import { procedures } from "./routines/procedures.ts";
import { textSearchConfigurations } from "./text-search/configurations.ts";
import { textSearchDictionaries } from "./text-search/dictionaries.ts";
import { textSearchParsers } from "./text-search/parsers.ts";
import { textSearchTemplates } from "./text-search/templates.ts";
import { casts } from "./types/casts.ts";
import { collations } from "./types/collations.ts";
import { operators } from "./types/operators.ts";
import { types } from "./types/types.ts";

/** How every kind is read. A new kind is a file of its own, a line here, and its words in shared/catalog/object-kinds.ts. */
export const objectKindReaders: Readonly<Record<ObjectKind, ObjectKindReader>> = {
  table: tables,
  view: views,
  materializedView: materializedViews,
  function: functions,
  procedure: procedures,
  aggregate: aggregates,
  type: types,
  sequence: sequences,
  operator: operators,
  collation: collations,
  statistics,
  textSearchConfiguration: textSearchConfigurations,
  textSearchDictionary: textSearchDictionaries,
  textSearchParser: textSearchParsers,
  textSearchTemplate: textSearchTemplates,
  column: columns,
  constraint: constraints,
  index: indexes,
  trigger: triggers,
  rule: rules,
  policy: policies,
  schema: schemas,
  extension: extensions,
  publication: publications,
  subscription: subscriptions,
  eventTrigger: eventTriggers,
  foreignDataWrapper: foreignDataWrappers,
  foreignServer: foreignServers,
  userMapping: userMappings,
  cast: casts,
  defaultPrivileges,
  role: roles,
};
