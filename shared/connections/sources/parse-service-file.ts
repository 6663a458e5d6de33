/** The services of a `pg_service.conf` in its order, and what could not be read, in words. */
export interface ServiceFile {
  readonly services: readonly { readonly name: string; readonly values: ReadonlyMap<string, string> }[];
  readonly problems: readonly string[];
}

/**
 * Reads libpq's connection service file (documentation, section 34.17): `[name]` heads, `keyword=value` lines, `#`
 * comments. Of two services with the same name the first counts; a broken line costs its service, not the others.
 */
export function parseServiceFile(text: string): ServiceFile {
  const services = new Map<string, Map<string, string>>();
  const broken = new Set<string>();
  const problems: string[] = [];
  let current: { readonly name: string; readonly values: Map<string, string> } | null = null;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const head = /^\[(.*)\]$/.exec(line)?.[1];
    if (head !== undefined) {
      current = { name: head, values: new Map() };
      if (!services.has(head)) services.set(head, current.values);
      continue;
    }
    const [, keyword, value] = /^([a-z_]+)=(.*)$/.exec(line) ?? [];
    if (current && keyword !== undefined && keyword !== "service" && value !== undefined) {
      if (!current.values.has(keyword)) current.values.set(keyword, value);
      continue;
    }
    problems.push(describeLine(index + 1, current?.name ?? null, line));
    if (current) broken.add(current.name);
  }
  return {
    services: [...services].filter(([name]) => !broken.has(name)).map(([name, values]) => ({ name, values })),
    problems,
  };
}

function describeLine(line: number, service: string | null, text: string): string {
  if (service === null) return `Line ${line} stands before the first [service] and means nothing.`;
  if (/^ldaps?:\/\//.test(text))
    return `Service ${service} is looked up by LDAP (line ${line}), which Steward does not do.`;
  if (text.startsWith("service="))
    return `Service ${service} refers to another service (line ${line}), which libpq forbids.`;
  return `Service ${service} is left out: line ${line} is no keyword=value.`;
}
