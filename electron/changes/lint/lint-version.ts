import type { LintVersion } from "./rule.ts";

/** `15`, `14.2` or what a server answers (`14.2 (Debian 14.2-1)`) as a version; null when it is none. */
export function readLintVersion(text: string): LintVersion | null {
  const [, major, minor] = /^(\d{1,3})(?:\.(\d{1,3}))?/.exec(text.trim()) ?? [];
  if (major === undefined) return null;
  return { major: Number(major), minor: minor === undefined ? null : Number(minor) };
}
