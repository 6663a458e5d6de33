/** Where the focus can be, as far as keys mean different things there. */
type Place =
  | "row cell"
  | "rows"
  | "result cell"
  | "query"
  | "sql"
  | "diagram"
  | "object"
  | "health"
  | "branches"
  | "changes";

const everywhere: readonly Place[] = [
  "row cell",
  "rows",
  "result cell",
  "query",
  "sql",
  "diagram",
  "object",
  "health",
  "branches",
  "changes",
];

/** The places where the keys of a scope act. Tabs of queries stay on the screen when Browse is chosen. */
const placesOf = {
  window: everywhere,
  browse: ["row cell", "rows", "result cell", "query", "sql", "diagram", "object"],
  rows: ["row cell", "rows"],
  cells: ["row cell", "result cell"],
  query: ["result cell", "query", "sql"],
  sql: ["sql"],
  diagram: ["diagram"],
  branches: ["branches"],
} as const satisfies Readonly<Record<string, readonly Place[]>>;

/** Where the keys of a command act. */
export type KeyScope = keyof typeof placesOf;

/** The words for a scope on screen. */
export const scopeWords: Readonly<Record<KeyScope, string>> = {
  window: "everywhere",
  browse: "in Browse",
  rows: "in the rows of a table",
  cells: "in a cell",
  query: "in a query",
  sql: "in the SQL text",
  diagram: "in a diagram",
  branches: "in Branches",
};

/** Whether there is a place where keys of both act, so that the same keys would mean two things. */
export function doScopesMeet(left: KeyScope, right: KeyScope): boolean {
  const places: readonly Place[] = placesOf[left];
  return placesOf[right].some((place) => places.includes(place));
}
