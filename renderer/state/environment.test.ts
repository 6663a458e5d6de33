import { describe, expect, it } from "vitest";
import type { Connection } from "../../shared/connections/model.ts";
import { environmentOf } from "./environment.ts";

const onProject: Connection = {
  id: "c",
  name: "contextground",
  environment: "production",
  database: "contextground",
  user: "app_owner",
  target: { kind: "project", projectId: "p", defaultBranchId: "main" },
  migrationsFolder: null,
  isSample: false,
};

describe("environmentOf", () => {
  it("is the connection's own on the default branch only", () => {
    expect([undefined, null, "main", "preview"].map((branch) => environmentOf(onProject, branch))).toEqual([
      "production",
      "production",
      "production",
      "development",
    ]);
  });

  it("knows no branches of a plain server", () => {
    const target = { kind: "server", host: "db", port: 5432, tls: "verify-full" } as const;
    expect(environmentOf({ ...onProject, target }, "x")).toBe("production");
  });
});
