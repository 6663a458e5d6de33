import { describe, expect, it } from "vitest";
import { describeContent, describeOrigin } from "./describe-origin.ts";

describe("a proposal in words", () => {
  it("names its source", () => {
    expect(
      [
        { kind: "service", file: "/home/you/.pg_service.conf", service: "orders" } as const,
        { kind: "environment" } as const,
        { kind: "dotenv", file: "/app/.env", variable: "DATABASE_URL" } as const,
        { kind: "dotenv", file: "/app/.env", variable: "PGHOST" } as const,
      ].map(describeOrigin),
    ).toEqual([
      "from /home/you/.pg_service.conf",
      "from the PG* variables that Steward was started with",
      "DATABASE_URL in /app/.env",
      "PG* variables in /app/.env",
    ]);
  });

  it("says where it leads and where the password comes from", () => {
    const place = { ok: true, host: "db", port: 5432, database: "shop", user: "mara", tls: "verify-full" } as const;
    const rest = { ...place, environment: "production", notes: [], isSaved: false } as const;
    expect([
      describeContent({ ...rest, passwordFrom: null }),
      describeContent({ ...rest, passwordFrom: "source" }),
      describeContent({ ...rest, passwordFrom: "password file" }),
    ]).toEqual([
      "shop as mara, db:5432",
      "shop as mara, db:5432, with its password",
      "shop as mara, db:5432, password from the password file",
    ]);
  });
});
