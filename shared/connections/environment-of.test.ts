import { describe, expect, it } from "vitest";
import { environmentOf } from "./environment-of.ts";
import type { Connection } from "./model.ts";

describe("the environment of a database", () => {
  const server: Connection = {
    id: "a",
    name: "Orders",
    environment: "production",
    database: "orders",
    user: "ada",
    target: { kind: "server", host: "db.example", port: 5432, tls: "verify-full" },
    migrationsFolder: null,
    isSample: false,
  };
  const project: Connection = {
    ...server,
    id: "b",
    target: { kind: "project", projectId: "p", defaultBranchId: "br-main" },
  };

  it("is the connection's on its server or default branch, and development on any other branch", () => {
    const cases = [
      environmentOf(server, undefined),
      environmentOf(project, undefined),
      environmentOf(project, "br-main"),
      environmentOf(project, "br-work"),
    ];
    expect(cases).toEqual(["production", "production", "production", "development"]);
  });
});
