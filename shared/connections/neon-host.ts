/** What the name of a Neon compute says. */
export interface NeonHost {
  readonly endpointId: string;
  /** Region and cloud, such as `us-east-2.aws`. */
  readonly region: string;
  /** Whether the name leads through Neon's pooler (PgBouncer in transaction mode). */
  readonly isPooled: boolean;
  readonly directHost: string;
  readonly pooledHost: string;
}

/** Reads `ep-NAME-ID[-pooler][.cN].REGION.CLOUD.neon.tech` (also neon.build); null for any other host. */
export function readNeonHost(host: string): NeonHost | null {
  const match = /^(ep-[a-z0-9]+(?:-[a-z0-9]+)*?)(-pooler)?((?:\.[a-z0-9-]+)+)\.(neon\.(?:tech|build))$/.exec(
    host.trim().toLowerCase(),
  );
  const [, endpointId, pooler, region, domain] = match ?? [];
  if (!endpointId || !region || !domain) return null;
  return {
    endpointId,
    region: region.slice(1).replace(/^c-?\d+\./, ""),
    isPooled: pooler !== undefined,
    directHost: `${endpointId}${region}.${domain}`,
    pooledHost: `${endpointId}-pooler${region}.${domain}`,
  };
}
