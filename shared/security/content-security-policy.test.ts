import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

describe("the content security policy", () => {
  const directives = new Map(
    contentSecurityPolicy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources] as const;
    }),
  );

  it("lets scripts, workers and requests come from the app alone", () => {
    expect(
      ["default-src", "script-src", "worker-src", "connect-src", "frame-ancestors", "base-uri", "form-action"].map(
        (name) => directives.get(name)?.join(" "),
      ),
    ).toEqual(["'none'", "'self'", "'self'", "'self'", "'none'", "'none'", "'none'"]);
  });

  it("has no way around: no eval, no blob, no wildcard, no default policy", () => {
    expect(contentSecurityPolicy).not.toMatch(
      /unsafe-eval|blob:|https?:|\*|allow-duplicates|trusted-types.*\bdefault\b/,
    );
    const inline = [...directives].filter(([, sources]) => sources.includes("'unsafe-inline'")).map(([name]) => name);
    expect(inline).toEqual(["style-src"]);
    expect(directives.get("require-trusted-types-for")).toEqual(["'script'"]);
  });
});
