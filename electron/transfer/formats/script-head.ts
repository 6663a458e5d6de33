/** What the first lines of a script settle, so that its text means the same on every server. */
export function scriptHead(lineEnd: string): string {
  return ["SET client_encoding = 'UTF8';", "SET standard_conforming_strings = on;", ""].join(lineEnd);
}
