import { describe, expect, it } from "vitest";
import { emptyForm, formOf, formProblems, toFields, withHost, withUrl } from "./connection-form.ts";
import { readUrl } from "./read-url.ts";

const url = readUrl("postgres://mara:secret@db.example.com:6432/shop");
if (!url) throw new Error("The example must be readable");

describe("the connection form", () => {
  it("takes the fields of a URL, and the role as database where none is named", () => {
    expect(withUrl(emptyForm, url)).toEqual({
      ...emptyForm,
      host: "db.example.com",
      port: "6432",
      user: "mara",
      password: "secret",
      database: "shop",
    });
    expect(withUrl(emptyForm, { ...url, database: null }).database).toBe("mara");
  });

  it("is never weakened by a URL once a host was chosen", () => {
    const form = { ...emptyForm, host: "db.example.com", tls: "verify-full" } as const;
    expect(withUrl(form, { ...url, tls: "verify-ca" }).tls).toBe("verify-full");
  });

  it("follows the host with the TLS mode until that was chosen by hand", () => {
    const local = withHost(emptyForm, "localhost");
    expect([local.tls, withHost(local, "db.example.com").tls]).toEqual(["disable", "verify-full"]);
    const chosen = { ...emptyForm, host: "a", tls: "verify-ca" } as const;
    expect(withHost(chosen, "localhost").tls).toBe("verify-ca");
  });

  it("says what is missing", () => {
    expect(formProblems({ ...emptyForm, port: "70000", user: "ä".repeat(32) })).toEqual({
      host: "Name the server: a host name or an address.",
      port: "A number from 1 to 65535.",
      database: "Name the database.",
      user: "Postgres allows 63 bytes.",
    });
    expect(formProblems(withUrl(emptyForm, url))).toEqual({});
    const folders = ["", "/srv/migrations", "C:\\migrations", "migrations"].map((migrationsFolder) => {
      return formProblems({ ...withUrl(emptyForm, url), migrationsFolder }).migrationsFolder;
    });
    expect(folders).toEqual([undefined, undefined, undefined, "The whole path."]);
  });

  it("gives main a name and no empty password", () => {
    const form = { ...withUrl(emptyForm, url), password: "" };
    expect(toFields(form)).toMatchObject({
      name: "shop on db.example.com",
      port: 6432,
      password: null,
      migrationsFolder: null,
    });
  });

  it("never holds a saved password, and is none for a project's connection", () => {
    const saved = {
      id: "1",
      name: "Shop",
      environment: "staging",
      database: "shop",
      user: "mara",
      migrationsFolder: "/srv/migrations",
      isSample: false,
    } as const;
    const server = { kind: "server", host: "db", port: 5433, tls: "verify-ca" } as const;
    expect(formOf({ ...saved, target: server })).toEqual({
      name: "Shop",
      environment: "staging",
      host: "db",
      port: "5433",
      database: "shop",
      user: "mara",
      password: "",
      tls: "verify-ca",
      migrationsFolder: "/srv/migrations",
    });
    expect(formOf({ ...saved, target: { kind: "project", projectId: "p", defaultBranchId: "b" } })).toBeNull();
  });
});
