import { describe, expect, it } from "vitest";
import { AppError, isAppError } from "./app-error.ts";

const postgres = { sqlstate: "23505", severity: "ERROR", constraint: "orders_pkey", position: 7 };

describe("an error on the wire", () => {
  it("is the same error on the other side", () => {
    const error = new AppError("sql", "duplicate key", { hint: "Choose another.", postgres, statement: "INSERT" });
    const arrived = AppError.fromWire(error.toWire());
    expect(arrived.toWire()).toEqual({
      code: "sql",
      message: "duplicate key",
      hint: "Choose another.",
      postgres,
      statement: "INSERT",
    });
    expect([arrived.name, arrived.hint, arrived.message]).toEqual(["AppError", "Choose another.", "duplicate key"]);
  });

  it("carries no stack", () => {
    expect(Object.keys(new AppError("internal", "x").toWire())).toEqual(["code", "message"]);
  });
});

describe("isAppError", () => {
  it("asks for any code, or for certain ones", () => {
    const error: unknown = new AppError("timeout", "too slow");
    expect([isAppError(error), isAppError(error, "timeout", "sql"), isAppError(error, "sql")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isAppError(new Error("timeout"), "timeout")).toBe(false);
    expect(isAppError({ code: "timeout" })).toBe(false);
  });
});
