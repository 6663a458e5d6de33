import { DatabaseError } from "pg";
import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/ipc/app-error.ts";
import { toAppError, toConnectError } from "./errors.ts";

function serverError(code: string, message: string, fields: Partial<DatabaseError> = {}): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, "error"), { code, severity: "ERROR", ...fields });
}

describe("errors of a statement", () => {
  it("keep everything that the server said", () => {
    const error = serverError("23505", "duplicate key", {
      position: "17",
      detail: "Key (id)=(1) already exists.",
      constraint: "orders_pkey",
      schema: "public",
      table: "orders",
    });
    expect(toAppError(error, "INSERT INTO orders").toWire()).toEqual({
      code: "sql",
      message: "duplicate key",
      statement: "INSERT INTO orders",
      postgres: {
        sqlstate: "23505",
        severity: "ERROR",
        position: 17,
        detail: "Key (id)=(1) already exists.",
        constraint: "orders_pkey",
        schema: "public",
        table: "orders",
      },
    });
  });

  it("get the code that a screen acts on", () => {
    const codes = {
      "28P01": "authenticationFailed",
      "28000": "authenticationFailed",
      "3D000": "notFound",
      "25006": "readOnly",
      "53100": "diskFull",
      "53300": "connectionFailed",
      "57P01": "connectionLost",
      "57P03": "connectionFailed",
      "08006": "connectionLost",
      "42P01": "sql",
    };
    const mapped = Object.keys(codes).map((code) => [code, toAppError(serverError(code, "no")).code]);
    expect(Object.fromEntries(mapped)).toEqual(codes);
  });

  it("tell a time-out from a cancel, which share one SQLSTATE", () => {
    const timeout = serverError("57014", "canceling statement due to statement timeout");
    const cancel = serverError("57014", "canceling statement due to user request");
    expect([toAppError(timeout).code, toAppError(cancel).code]).toEqual(["timeout", "cancelled"]);
  });

  it("keep the server's hint where we have none of our own", () => {
    expect(toAppError(serverError("42703", "no column", { hint: "Perhaps you meant x." })).hint).toBe(
      "Perhaps you meant x.",
    );
  });

  it("mean a lost connection when they are not the server's", () => {
    const lost = toAppError(new Error("read ECONNRESET"), "SELECT 1");
    expect([lost.code, lost.details.statement]).toEqual(["connectionLost", "SELECT 1"]);
    const own = new AppError("tooLarge", "x");
    expect(toAppError(own)).toBe(own);
  });
});

describe("errors while connecting", () => {
  it("say where it was and what to check", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(toConnectError(refused, "db.example:5432").toWire()).toEqual({
      code: "connectionFailed",
      message: "Cannot connect to db.example:5432: connect ECONNREFUSED",
      hint: "Nothing listens there. Is the server running, and is the port right?",
    });
    expect(toConnectError("odd", "db.example:5432").hint).toContain("Check host, port");
  });
});
