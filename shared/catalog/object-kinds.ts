/** Kinds of objects. Their order is the order on screen. */
export const objectKinds = [
  "table",
  "view",
  "materializedView",
  "function",
  "procedure",
  "aggregate",
  "type",
  "sequence",
  "operator",
  "collation",
  "statistics",
  "textSearchConfiguration",
  "textSearchDictionary",
  "textSearchParser",
  "textSearchTemplate",
  "column",
  "constraint",
  "index",
  "trigger",
  "rule",
  "policy",
  "schema",
  "extension",
  "publication",
  "subscription",
  "eventTrigger",
  "foreignDataWrapper",
  "foreignServer",
  "userMapping",
  "cast",
  "defaultPrivileges",
  "role",
] as const;

/** One of the kinds above. */
export type ObjectKind = (typeof objectKinds)[number];

/** Where objects of a kind stand: in a schema, on a relation, in the database by themselves, or in the whole server. */
export type KindLevel = "schema" | "relation" | "database" | "server";

interface KindWords {
  /** In a sentence: `materialized view`. */
  readonly word: string;
  /** Over a list: `Materialized views`. */
  readonly title: string;
  readonly level: KindLevel;
}

/** How each kind is called, and where it stands. */
export const kindWords: Readonly<Record<ObjectKind, KindWords>> = {
  table: { word: "table", title: "Tables", level: "schema" },
  view: { word: "view", title: "Views", level: "schema" },
  materializedView: { word: "materialized view", title: "Materialized views", level: "schema" },
  function: { word: "function", title: "Functions", level: "schema" },
  procedure: { word: "procedure", title: "Procedures", level: "schema" },
  aggregate: { word: "aggregate", title: "Aggregates", level: "schema" },
  type: { word: "type", title: "Types", level: "schema" },
  sequence: { word: "sequence", title: "Sequences", level: "schema" },
  operator: { word: "operator", title: "Operators", level: "schema" },
  collation: { word: "collation", title: "Collations", level: "schema" },
  statistics: { word: "statistics object", title: "Statistics objects", level: "schema" },
  textSearchConfiguration: { word: "text search configuration", title: "Text search configurations", level: "schema" },
  textSearchDictionary: { word: "text search dictionary", title: "Text search dictionaries", level: "schema" },
  textSearchParser: { word: "text search parser", title: "Text search parsers", level: "schema" },
  textSearchTemplate: { word: "text search template", title: "Text search templates", level: "schema" },
  column: { word: "column", title: "Columns", level: "relation" },
  constraint: { word: "constraint", title: "Constraints", level: "relation" },
  index: { word: "index", title: "Indexes", level: "relation" },
  trigger: { word: "trigger", title: "Triggers", level: "relation" },
  rule: { word: "rule", title: "Rules", level: "relation" },
  policy: { word: "policy", title: "Policies", level: "relation" },
  schema: { word: "schema", title: "Schemas", level: "database" },
  extension: { word: "extension", title: "Extensions", level: "database" },
  publication: { word: "publication", title: "Publications", level: "database" },
  subscription: { word: "subscription", title: "Subscriptions", level: "database" },
  eventTrigger: { word: "event trigger", title: "Event triggers", level: "database" },
  foreignDataWrapper: { word: "foreign data wrapper", title: "Foreign data wrappers", level: "database" },
  foreignServer: { word: "foreign server", title: "Foreign servers", level: "database" },
  userMapping: { word: "user mapping", title: "User mappings", level: "database" },
  cast: { word: "cast", title: "Casts", level: "database" },
  defaultPrivileges: { word: "default privileges", title: "Default privileges", level: "database" },
  role: { word: "role", title: "Roles", level: "server" },
};

/** Kinds with rows to look at. */
export const kindsWithRows: ReadonlySet<ObjectKind> = new Set(["table", "view", "materializedView", "sequence"]);

/** The kinds that stand at a level, in their order. */
export function kindsAt(level: KindLevel): readonly ObjectKind[] {
  return objectKinds.filter((kind) => kindWords[kind].level === level);
}
