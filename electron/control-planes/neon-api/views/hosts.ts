import { endpointIdOf } from "../../neon-id.ts";
import type { Api } from "../api.ts";

/** The host of a branch's endpoint, without a port. */
export function directHost(api: Api, branchId: string): string {
  return `${endpointIdOf(branchId)}.${api.dataPlane.domain}`;
}

/** The host of its pooler: the endpoint's id with `-pooler` behind it. */
export function poolerHost(api: Api, branchId: string): string {
  return `${endpointIdOf(branchId)}-pooler.${api.dataPlane.domain}`;
}

/** A connection string as Neon gives it; here with the data plane's port. Holds the password. */
export function connectionUri(
  api: Api,
  branchId: string,
  target: { readonly role: string; readonly password: string; readonly database: string; readonly isPooled: boolean },
): string {
  const host = target.isPooled ? poolerHost(api, branchId) : directHost(api, branchId);
  const [role, password, database] = [target.role, target.password, target.database].map(encodeURIComponent);
  return `postgresql://${role}:${password}@${host}:${api.dataPlane.port}/${database}?sslmode=require&channel_binding=require`;
}
