/** The isolation levels that Postgres tells apart, in the server's words. */
export const isolationLevels = ["read committed", "repeatable read", "serializable"] as const;
