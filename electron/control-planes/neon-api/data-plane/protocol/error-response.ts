/** What the proxy says by itself, as Postgres would: an SQLSTATE and a text. */
export interface ProxyError {
  readonly sqlstate: string;
  readonly message: string;
  readonly severity?: "ERROR" | "FATAL";
}

/** One message of the protocol: its type, its length, its body. */
export function writeMessage(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** An ErrorResponse. Neon's proxy says ERROR also where the line ends with it. */
export function writeErrorResponse({ sqlstate, message, severity = "ERROR" }: ProxyError): Buffer {
  // A zero byte would end the field early, and what follows would be read as other fields.
  const text = message.replaceAll("\0", "?");
  return writeMessage("E", Buffer.from(`S${severity}\0V${severity}\0C${sqlstate}\0M${text}\0\0`));
}

/** Words of Neon's proxy, which clients know and map (neondatabase/neon, proxy/). */
export const proxyErrors = {
  insecure: { sqlstate: "XX000", message: "connection is insecure (try using `sslmode=require`)" },
  noEndpoint: {
    sqlstate: "XX000",
    message:
      "Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for SNI support or pass the endpoint ID (first part of the domain name) as a parameter: '?options=endpoint%3D<endpoint-id>'.",
  },
  twoEndpoints: {
    sqlstate: "XX000",
    message: "Inconsistent project name inferred from SNI and the endpoint option.",
  },
  unknownEndpoint: { sqlstate: "XX000", message: "Control plane request failed: endpoint cannot be found" },
  disabledEndpoint: { sqlstate: "XX000", message: "Control plane request failed: endpoint is disabled" },
  noCompute: { sqlstate: "XX000", message: "Couldn't connect to compute node" },
  tooMany: {
    sqlstate: "53300",
    message: "Too many connections to this endpoint. Please try again later.",
  },
  stuffed: { sqlstate: "08P01", severity: "FATAL", message: "received unencrypted data after SSL request" },
} as const satisfies Readonly<Record<string, ProxyError>>;

/** A broken packet, in Postgres' words. */
export function protocolViolation(message: string): ProxyError {
  return { sqlstate: "08P01", severity: "FATAL", message };
}
