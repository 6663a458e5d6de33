import { createHash, timingSafeEqual } from "node:crypto";

/** A key of the API and how far it reaches. A project's key is a member: it neither makes nor deletes projects. */
export interface ApiKey {
  readonly secret: string;
  readonly kind: "user" | "organisation" | "project";
  /** For a project's key. */
  readonly projectId?: string;
  /** The app's own: it is not held to limits of Neon's that this computer does not have, and gets the control plane's refusals. */
  readonly isOwn?: boolean;
}

/** The key that an `Authorization` header names; null when none does. Takes the same time for every wrong one. */
export function findApiKey(keys: readonly ApiKey[], header: string | undefined): ApiKey | null {
  const secret = /^Bearer (.+)$/i.exec(header ?? "")?.[1] ?? "";
  const given = digest(secret);
  let found: ApiKey | null = null;
  for (const key of keys) if (timingSafeEqual(digest(key.secret), given)) found = key;
  return secret === "" ? null : found;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
