import type { FoundContent, FoundOrigin } from "../../../../shared/connections/found.ts";

/** Where a proposal stands, in words. */
export function describeOrigin(origin: FoundOrigin): string {
  switch (origin.kind) {
    case "service":
      return `from ${origin.file}`;
    case "environment":
      return "from the PG* variables that Steward was started with";
    case "dotenv":
      return `${origin.variable === "PGHOST" ? "PG* variables" : origin.variable} in ${origin.file}`;
  }
}

/** What adding a proposal would take over, in one line: never a secret. */
export function describeContent(content: FoundContent): string {
  const place = `${content.database} as ${content.user}, ${content.host}:${content.port}`;
  const password = { source: "with its password", "password file": "password from the password file" } as const;
  return content.passwordFrom === null ? place : `${place}, ${password[content.passwordFrom]}`;
}
