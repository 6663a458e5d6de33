import { describe, expect, it } from "vitest";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { emptyForm } from "./connection-form.ts";
import { testAdvice } from "./test-advice.ts";

const form = { ...emptyForm, host: "db.example.com", database: "Shop", user: "mara" };
const first = (error: AppError, changes: Partial<typeof form> = {}, saved = false) =>
  testAdvice(error, { ...form, ...changes }, saved)[0];

describe("testAdvice", () => {
  it("fits the kind of failure and the form", () => {
    const refused = new AppError("connectionFailed", "refused");
    expect(first(refused)).toBe("Check host and port (db.example.com:5432), and whether a VPN or tunnel must be up.");
    expect(first(refused, { host: "localhost" })).toBe(
      "Check that Postgres runs on this machine and listens on port 5432.",
    );
    const login = new AppError("authenticationFailed", "no");
    expect([first(login), first(login, {}, true)]).toEqual([
      "No password was given; type one.",
      "Type the password again; a copied one may carry a blank.",
    ]);
    expect(testAdvice(new AppError("tlsFailed", "no"), form, false)[1]).toContain("rather than choosing an unverified");
  });

  it("knows a database that does not exist, and is silent about the rest", () => {
    const missing = new AppError("sql", "no", { postgres: { sqlstate: "3D000" } });
    expect(first(missing)).toContain("no database Shop");
    expect(testAdvice(new AppError("internal", "bug"), form, false)).toEqual([]);
  });
});
