import type { AccountKeyKind } from "../../../../shared/accounts/model.ts";
import type { NeonApi } from "../api/neon-api.ts";
import { isNeonStatus } from "../api/neon-error.ts";

/** Whose key it is. */
export interface ProbedKey {
  /** Neon's own id of the person or organisation. */
  readonly neonAccountId: string;
  readonly keyKind: AccountKeyKind;
  readonly name: string;
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}

const kinds: Readonly<Record<string, AccountKeyKind>> = { api_key_user: "personal", api_key_org: "organisation" };

/** Asks Neon who the key is and what it reaches. Rejects with `authenticationFailed` and what keeps Neon from answering. */
export async function probeKey(api: NeonApi, signal?: AbortSignal): Promise<ProbedKey> {
  const auth = await api.read((client, settings) => client.getAuthDetails(settings), signal);
  const method: string = auth.auth_method;
  const keyKind = kinds[method] ?? "other";
  const organisations = await readOrganisations(api, signal);
  const person = keyKind === "personal" ? await readPerson(api, signal) : null;
  const name = person ?? organisations[0]?.name ?? auth.account_id;
  return { neonAccountId: auth.account_id, keyKind, name, organisations };
}

/** Older keys of organisations and projects may not ask this (HTTP 403); they work all the same. */
async function readOrganisations(api: NeonApi, signal?: AbortSignal): Promise<ProbedKey["organisations"]> {
  try {
    const answer = await api.read((client, settings) => client.getCurrentUserOrganizations(settings), signal);
    return answer.organizations.map(({ id, name }) => ({ id, name }));
  } catch (error) {
    if (isNeonStatus(error, 403, 404)) return [];
    throw error;
  }
}

async function readPerson(api: NeonApi, signal?: AbortSignal): Promise<string | null> {
  try {
    const { email, login } = await api.read((client, settings) => client.getCurrentUserInfo(settings), signal);
    return email || login || null;
  } catch (error) {
    if (isNeonStatus(error, 403, 404)) return null;
    throw error;
  }
}
