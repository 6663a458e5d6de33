import { describe, expect, it } from "vitest";
import { looksLikeUrl, readUrl } from "./read-url.ts";
import { isWeaker, tlsModeText, tlsModeTexts, tlsWarning } from "./tls-modes.ts";

describe("readUrl", () => {
  it("splits a URL with encoded parts", () => {
    expect(
      readUrl(" postgresql://app%40owner:p%3Aw%2F%C3%BC@db.example.com:6432/shop%20a?sslmode=verify-full "),
    ).toEqual({
      host: "db.example.com",
      port: 6432,
      user: "app@owner",
      password: "p:w/ü",
      database: "shop a",
      tls: "verify-full",
      notes: [],
    });
  });

  it("takes an @ inside a password, an IPv6 host, and psql with quotes around", () => {
    expect(readUrl("psql 'postgres://mara:a@b@[2001:db8::1]:5433/x'")).toMatchObject({
      host: "2001:db8::1",
      port: 5433,
      user: "mara",
      password: "a@b",
      database: "x",
    });
  });

  it("never lets the text weaken the protection of a remote host, and says so", () => {
    expect(readUrl("postgres://u@db.example.com/x?sslmode=require&channel_binding=require")).toMatchObject({
      tls: "verify-full",
      notes: ["The text asks for sslmode=require, which does not verify the server. verify-full is set instead."],
    });
    expect(readUrl("postgres://u@localhost/x?sslmode=prefer")).toMatchObject({ tls: "disable", notes: [] });
    expect(readUrl("postgres://u@127.0.0.1/x?sslmode=verify-ca")).toMatchObject({ tls: "verify-ca" });
    expect(readUrl("postgres://u@h/x?sslmode=sure")?.notes).toEqual(["“sure” is no sslmode; verify-full is set."]);
  });

  it("says what it leaves out", () => {
    expect(readUrl("postgres://a:1,b:2/x?options=-c%20x%3D1&connect_timeout=3")).toMatchObject({
      host: "a",
      port: 1,
      notes: ["Only the first of several hosts is used.", "Not taken over: options, connect_timeout."],
    });
    expect(readUrl("postgres://h:99999/x")).toMatchObject({
      port: null,
      notes: ["The port “99999” is no port number."],
    });
  });

  it("reads keyword strings with quotes", () => {
    expect(readUrl(String.raw`host=h port=5432 user=u password='it\'s a' dbname=d`)).toMatchObject({
      host: "h",
      port: 5432,
      user: "u",
      password: "it's a",
      database: "d",
    });
  });

  it("leaves broken encodings as they are, and refuses other text", () => {
    expect(readUrl("postgres://u:50%@h/x")).toMatchObject({ password: "50%" });
    expect([readUrl("db.example.com"), looksLikeUrl("db.example.com"), looksLikeUrl("postgres://h")]).toEqual([
      null,
      false,
      true,
    ]);
  });
});

describe("TLS modes", () => {
  it("run from strongest to weakest, each weaker one with its risk", () => {
    expect(tlsModeTexts.map((text) => [text.mode, text.risk === null])).toEqual([
      ["verify-full", true],
      ["verify-ca", false],
      ["require-unverified", false],
      ["disable", false],
    ]);
    expect([isWeaker("disable", "verify-full"), isWeaker("verify-full", "verify-ca")]).toEqual([true, false]);
  });

  it("warn for remote hosts only", () => {
    expect([tlsWarning("disable", "localhost"), tlsWarning("verify-full", "db")]).toEqual([null, null]);
    expect(tlsWarning("disable", "db")).toBe(tlsModeText("disable").risk);
  });
});
