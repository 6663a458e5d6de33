/** Tables in which migration tools keep what they did: their shape is the tool's own. */
export const toolTables: readonly string[] = [
  "_prisma_migrations",
  "__drizzle_migrations",
  "schema_migrations",
  "flyway_schema_history",
  "atlas_schema_revisions",
  "databasechangelog",
  "databasechangeloglock",
];
