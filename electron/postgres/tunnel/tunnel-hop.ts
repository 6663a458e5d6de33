/** One SSH server on the way, with what it takes to log in there. Hops stand in the order in which they are passed. */
export interface TunnelHop {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Base64 of every key that is known for this host. An empty list: it was never seen. */
  readonly trustedKeys: readonly string[];
  /** The agent's socket, for hops that log in with its keys. */
  readonly agent?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly password?: string;
}
