import { describe, expect, it } from "vitest";
import { tlsModes } from "../../../../shared/connections/model.ts";
import { tlsModeText, tlsModeTexts, tlsWarning } from "./tls-modes.ts";

describe("the texts of TLS modes", () => {
  it("name all modes from strongest to weakest, each weaker one with its risk", () => {
    expect(tlsModeTexts.map(({ mode }) => mode)).toEqual([...tlsModes].reverse());
    expect(tlsModeTexts.filter(({ risk }) => risk === null).map(({ mode }) => mode)).toEqual(["verify-full"]);
  });

  it("warn for remote hosts only", () => {
    expect([tlsWarning("disable", "localhost"), tlsWarning("verify-full", "db")]).toEqual([null, null]);
    expect(tlsWarning("prefer", "db")).toBe(tlsModeText("prefer").risk);
  });
});
