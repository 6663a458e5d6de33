/** A project of a Neon account: the account's id in Steward, and Neon's own id of the project. */
export interface NeonProjectId {
  readonly accountId: string;
  readonly neonId: string;
}

/** The id that a project of an account has everywhere else in Steward: two accounts may reach the same project. */
export function formatNeonProjectId({ accountId, neonId }: NeonProjectId): string {
  return `neon:${accountId}:${neonId}`;
}

/** Reads an id made by `formatNeonProjectId`; null for a project of any other kind. */
export function readNeonProjectId(projectId: string): NeonProjectId | null {
  const match = /^neon:([a-z0-9]{1,30}):([a-z0-9-]{1,60})$/.exec(projectId);
  const [, accountId, neonId] = match ?? [];
  return accountId && neonId ? { accountId, neonId } : null;
}
