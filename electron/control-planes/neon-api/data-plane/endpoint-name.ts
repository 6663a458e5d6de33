import type { StartupParameter } from "./protocol/startup-packet.ts";

/** Which endpoint a client wants, and whether through its pooler. */
export interface EndpointName {
  readonly endpointId: string;
  readonly isPooled: boolean;
}

const label = /^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/;
const poolerSuffix = "-pooler";

/** Reads `ep-quiet-fox-12345678[-pooler].<domain>`; null for any other name. */
export function readEndpointHost(serverName: string | null, domain: string): EndpointName | null {
  if (serverName === null || !serverName.endsWith(`.${domain}`)) return null;
  return readEndpointLabel(serverName.slice(0, -domain.length - 1));
}

/** The host name of an endpoint, as connection strings have it. */
export function endpointHost(endpoint: EndpointName, domain: string): string {
  return `${endpoint.endpointId}${endpoint.isPooled ? poolerSuffix : ""}.${domain}`;
}

/**
 * For clients that send no server name: `options=endpoint=<id>` names the endpoint (also as `-c`-less word among
 * others). Gives the parameters without it, as the server does not know the word.
 */
export function takeEndpointOption(parameters: readonly StartupParameter[]): {
  readonly endpoint: EndpointName | null;
  readonly parameters: readonly StartupParameter[];
} {
  let endpoint: EndpointName | null = null;
  const kept: StartupParameter[] = [];
  for (const [name, value] of parameters) {
    if (name !== "options") {
      kept.push([name, value]);
      continue;
    }
    const words = value.split(/(?<!\\)\s+/).filter((word) => word !== "");
    const isEndpoint = (word: string) => /^(endpoint|project)=/.test(word);
    const found = words.find(isEndpoint);
    if (found !== undefined) endpoint = readEndpointLabel(found.slice(found.indexOf("=") + 1).toLowerCase());
    const others = words.filter((word) => !isEndpoint(word));
    if (others.length > 0) kept.push([name, others.join(" ")]);
  }
  return { endpoint, parameters: kept };
}

function readEndpointLabel(text: string): EndpointName | null {
  const isPooled = text.endsWith(poolerSuffix);
  const endpointId = isPooled ? text.slice(0, -poolerSuffix.length) : text;
  return label.test(endpointId) ? { endpointId, isPooled } : null;
}
