const prefix = "command-";

/** The name of a command line as a client. Hosts name their windows and tabs otherwise, whatever a page asks to be called. */
export function commandClientId(id: string): string {
  return `${prefix}${id}`;
}

/** Whether a client is a command line: of this process, or one that came through the user's own socket. */
export function isCommandClient(clientId: string): boolean {
  return clientId.startsWith(prefix);
}
