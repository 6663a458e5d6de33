import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeCertificates } from "../certificate/make-certificates.ts";
import { findSessionStatement } from "./refused-statements.ts";
import { ScramFailure, ScramProver, ScramVerifier } from "./scram.ts";
import { checkPooledStartup } from "./startup-checks.ts";

describe("a statement that needs a session", () => {
  it("is found behind comments and among others", () => {
    const found = [
      "LISTEN a",
      "select 1; /* x */ listen a",
      "-- c\nLoad 'x'",
      "PREPARE q AS SELECT 1",
      "declare c scroll cursor with hold for select 1",
    ].map(findSessionStatement);
    expect(found).toEqual(["LISTEN", "LISTEN", "LOAD", "PREPARE", "DECLARE ... WITH HOLD"]);
  });

  it("is not found in texts, names and what only looks like one", () => {
    const texts = [
      "SELECT 'a; LISTEN b'",
      'SELECT "listen" FROM load',
      "SELECT $$; LISTEN x$$",
      "PREPARE TRANSACTION 'x'",
      "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1",
      "-- LISTEN a\nSELECT 1",
      "",
    ];
    expect(texts.map(findSessionStatement)).toEqual(texts.map(() => null));
  });
});

describe("a pooled client's start", () => {
  const check = (...parameters: (readonly [string, string])[]) => {
    const found = checkPooledStartup(parameters);
    return "user" in found ? { ...found, settings: [...found.settings] } : found.message;
  };
  it("may name what the pooler keeps for each client", () => {
    const options = "-c TimeZone=UTC --application-name=a\\ b -cdatestyle=ISO";
    expect(
      check(["user", "app"], ["client_encoding", "UTF8"], ["options", options], ["extra_float_digits", "3"]),
    ).toEqual({
      user: "app",
      database: "app",
      settings: [
        ["client_encoding", "UTF8"],
        ["timezone", "UTC"],
        ["application_name", "a b"],
        ["datestyle", "ISO"],
      ],
    });
  });

  it("may not name anything else", () => {
    const user = ["user", "app"] as const;
    expect([
      check(user, ["search_path", "a"]),
      check(user, ["options", "-c statement_timeout=1"]),
      check(user, ["options", "-x"]),
      check(user, ["replication", "database"]),
      check(["database", "x"]),
    ]).toEqual([
      expect.stringContaining("unsupported startup parameter: search_path."),
      expect.stringContaining("unsupported startup parameter in options: statement_timeout."),
      expect.stringContaining("unsupported startup parameter: options."),
      expect.stringContaining("unsupported startup parameter: replication."),
      "no PostgreSQL user name specified in startup packet",
    ]);
  });
});

describe("SCRAM", () => {
  const der = new X509Certificate(makeCertificates("local.test", new Date()).certificate).raw;
  const exchange = async (known: string, given: string) => {
    const [verifier, prover] = [new ScramVerifier(known, der), new ScramProver(given)];
    const proof = await prover.prove(verifier.challenge("SCRAM-SHA-256", prover.first()));
    prover.check(await verifier.verify(proof));
    return "ok";
  };

  it("lets in with the password and not with another", async () => {
    expect(await exchange("pässwörd", "pässwörd")).toBe("ok");
    await expect(exchange("right", "wrong")).rejects.toThrow(ScramFailure);
  });

  it("does not go on with a client that was told of no channel binding, or that binds to something else", () => {
    const start = (mechanism: string, message: string) => () =>
      new ScramVerifier("x", der).challenge(mechanism, message);
    const attempts = [
      start("SCRAM-SHA-256", "y,,n=,r=abc"),
      start("SCRAM-SHA-256-PLUS", "n,,n=,r=abc"),
      start("SCRAM-SHA-256", "p=tls-server-end-point,,n=,r=abc"),
      start("SCRAM-SHA-256-PLUS", "p=tls-unique,,n=,r=abc"),
      start("SCRAM-SHA-256", "n,,n="),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(ScramFailure);
  });

  it("refuses a server that does not prove that it knows the password, or takes the nonce of another login", async () => {
    const prover = new ScramProver("x");
    await expect(prover.prove("r=other,s=YQ==,i=4096")).rejects.toThrow(ScramFailure);
    expect(() => prover.check("v=AAAA")).toThrow(ScramFailure);
  });
});
