import { describe, expect, it } from "vitest";
import { type ConninfoFields, toConninfoFields } from "../../../../shared/connections/conninfo-fields.ts";
import { parseConninfo } from "../../../../shared/connections/parse-conninfo.ts";
import { emptyForm, formOf, formProblems, toFields, withConninfo, withHost } from "./connection-form.ts";

function read(text: string): ConninfoFields {
  const conninfo = parseConninfo(text);
  const reading = conninfo.ok ? toConninfoFields(conninfo.values) : null;
  if (!reading?.ok) throw new Error("The example must be readable");
  return reading.fields;
}
const url = read("postgres://mara:secret@db.example.com:6432/shop");

describe("the connection form", () => {
  it("takes the fields of a URL, and the role as database where none is named", () => {
    expect(withConninfo(emptyForm, url)).toEqual({
      ...emptyForm,
      host: "db.example.com",
      port: "6432",
      user: "mara",
      password: "secret",
      database: "shop",
    });
    expect(withConninfo(emptyForm, { ...url, database: null }).database).toBe("mara");
  });

  it("is never weakened by a URL once a host was chosen", () => {
    const form = { ...emptyForm, host: "db.example.com", tls: "verify-full" } as const;
    expect(withConninfo(form, { ...url, tls: "verify-ca" }).tls).toBe("verify-full");
    const bound = { ...form, security: { channelBinding: "require" } } as const;
    expect(withConninfo(bound, read("host=db.example.com channel_binding=disable")).security).toEqual(bound.security);
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
    expect(formProblems(withConninfo(emptyForm, url))).toEqual({});
    const folders = ["", "/srv/migrations", "C:\\migrations", "migrations"].map((migrationsFolder) => {
      return formProblems({ ...withConninfo(emptyForm, url), migrationsFolder }).migrationsFolder;
    });
    expect(folders).toEqual([undefined, undefined, undefined, "The whole path."]);
  });

  it("takes files of certificates by their whole path, and gives main only what is set", () => {
    const security = { rootCertificateFile: "ca.pem", clientKeyFile: "" };
    const form = { ...withConninfo(emptyForm, url), security };
    expect(formProblems(form)).toEqual({ security: "Write the whole path of each file." });
    const whole = { rootCertificateFile: " /srv/ca.pem ", clientKeyFile: " ", channelBinding: "prefer" } as const;
    expect(toFields({ ...form, security: whole, options: " " })).toMatchObject({
      security: { rootCertificateFile: "/srv/ca.pem" },
      options: null,
    });
  });

  it("takes a tunnel with its secret apart from it, and says what it misses", () => {
    const tunnel = { host: "", port: "", user: "", method: "password", keyFile: "", jump: "", secret: "pw" } as const;
    const form = { ...withConninfo(emptyForm, url), tunnel };
    expect(formProblems(form)).toEqual({ tunnel: "Name the SSH server, or an alias of ~/.ssh/config." });
    expect(toFields({ ...form, tunnel: { ...tunnel, host: "bastion" } })).toMatchObject({
      tunnel: { host: "bastion", method: "password" },
      tunnelPassword: "pw",
    });
  });

  it("gives main a name and no empty password", () => {
    const form = { ...withConninfo(emptyForm, url), password: "" };
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
      timeouts: {},
      security: {},
      options: "",
      tunnel: null,
      migrationsFolder: "/srv/migrations",
      hasBranches: false,
    });
    expect(formOf({ ...saved, target: { kind: "project", projectId: "p", defaultBranchId: "b" } })).toBeNull();
  });
});
