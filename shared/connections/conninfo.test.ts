import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toConninfoFields } from "./conninfo-fields.ts";
import { readNeonHost } from "./neon-host.ts";
import { looksLikeConninfo, parseConninfo } from "./parse-conninfo.ts";

const parse = (text: string) => {
  const conninfo = parseConninfo(text);
  return conninfo.ok ? Object.fromEntries(conninfo.values) : conninfo.problem;
};
const fieldsOf = (text: string) => {
  const conninfo = parseConninfo(text);
  const reading = conninfo.ok ? toConninfoFields(conninfo.values) : conninfo;
  return reading.ok ? reading.fields : reading.problem;
};

describe("parseConninfo", () => {
  it.each([
    [
      " postgresql://app%40owner:p%3Aw%2F%C3%BC@db.example.com:6432/shop%20a?sslmode=verify-full ",
      {
        user: "app@owner",
        password: "p:w/ü",
        host: "db.example.com",
        port: "6432",
        dbname: "shop a",
        sslmode: "verify-full",
      },
    ],
    ["postgres://", {}],
    ["postgres:///shop?host=/var/run/postgresql", { dbname: "shop", host: "/var/run/postgresql" }],
    ["postgres://%2Fvar%2Frun:5433/shop", { host: "/var/run", port: "5433", dbname: "shop" }],
    ["postgres://a:1,b:2/x", { host: "a,b", port: "1,2", dbname: "x" }],
    ["postgres://h/d@b?user=u&options=-c%20x%3D1#part", { host: "h", dbname: "d@b", user: "u", options: "-c x=1" }],
    ["postgres://u@h?ssl=true", { user: "u", host: "h", sslmode: "require" }],
    ["postgres://u@h/x?host=other", { user: "u", host: "other", dbname: "x" }],
    [
      "jdbc:postgresql://h:5433/x?user=u&password=p",
      { host: "h", port: "5433", dbname: "x", user: "u", password: "p" },
    ],
    ["postgresql+psycopg2://u:p@h/x", { user: "u", password: "p", host: "h", dbname: "x" }],
    [
      "psql 'postgres://mara:a@b@[2001:db8::1]:5433/x'",
      { user: "mara", password: "a@b", host: "2001:db8::1", port: "5433", dbname: "x" },
    ],
    ['export DATABASE_URL="postgres://u@h/x"', { user: "u", host: "h", dbname: "x" }],
    [
      String.raw`host=h port = 5432 user='' password='it\'s a \\' dbname=a\ b`,
      { host: "h", port: "5432", user: "", password: "it's a \\", dbname: "a b" },
    ],
  ])("%s", (text, values) => {
    expect(parse(text)).toEqual(values);
  });

  it.each([
    ["postgres://u:50%@h/x", "A percent sign"],
    ["postgres://h/%00", "no text"],
    ["postgres://h/%ff", "no text"],
    ["postgres://2001:db8::1/x", "in brackets"],
    ["postgres://h/x?sslmode", "is no parameter"],
    ["host=h dbname='open", "is not followed by"],
    ["host=h nonsense", "“nonsense”"],
    ["db.example.com", "neither postgres://"],
  ])("%s is refused", (text, problem) => {
    expect(parse(text)).toContain(problem);
  });

  it("tells details from a host name", () => {
    expect(["postgres://h", "host=h", "service=x", "db.example.com", "a = b"].map(looksLikeConninfo)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("gives back what was written, as URL and as keywords, whatever the values", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((value) => !value.includes("\0"));
    fc.assert(
      fc.property(text, text, text, fc.integer({ min: 1, max: 65_535 }), (user, password, dbname, port) => {
        const values = { user, password, host: "db.example.com", port: String(port), dbname };
        const [u, p, d] = [user, password, dbname].map(encodeURIComponent);
        expect(parse(`postgres://${u}:${p}@db.example.com:${port}/${d}`)).toEqual(values);
        const quoted = Object.entries(values).map(([key, value]) => `${key}='${value.replaceAll(/['\\]/g, "\\$&")}'`);
        expect(parse(quoted.join(" "))).toEqual(values);
      }),
    );
  });
});

describe("toConninfoFields", () => {
  it("takes over what a connection can hold", () => {
    const url =
      "postgres://u:p@db.example.com:6432/x?sslmode=verify-ca&sslrootcert=/srv/ca.pem&sslcert=/c.crt&sslkey=/c.key&channel_binding=require&options=-c%20a%3Db&application_name=x";
    expect(fieldsOf(url)).toEqual({
      host: "db.example.com",
      port: 6432,
      user: "u",
      password: "p",
      database: "x",
      tls: "verify-full",
      weakerTls: "verify-ca",
      security: {
        rootCertificateFile: "/srv/ca.pem",
        clientCertificateFile: "/c.crt",
        clientKeyFile: "/c.key",
        channelBinding: "require",
      },
      options: "-c a=b",
      environment: null,
      notes: ["It asks for sslmode=verify-ca, which does not fully verify the server. verify-full is set instead."],
    });
  });

  it("weakens nothing for a remote host, and keeps any mode on this machine", () => {
    const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
    const tls = (host: string) =>
      modes.map((mode) => {
        const fields = fieldsOf(`postgres://u@${host}/x?sslmode=${mode}`);
        return typeof fields === "string" ? fields : fields.tls;
      });
    expect(tls("db.example.com")).toEqual(modes.map(() => "verify-full"));
    expect(tls("localhost")).toEqual(modes);
    expect(fieldsOf("postgres://u@localhost/x")).toMatchObject({ tls: "disable", environment: "local" });
    expect(fieldsOf("postgres://u@db.example.com/x")).toMatchObject({ tls: "verify-full", notes: [] });
  });

  it.each([
    ["postgres://a,b/x", "several hosts"],
    ["postgres://h:99999/x", "“99999”"],
    ["postgres://h/x?sslmode=verfiy-full", "“verfiy-full” is no sslmode"],
    ["postgres://h/x?channel_binding=yes", "“yes” is no channel_binding"],
    ["postgres://h/x?sslrootcert=ca.pem", "no absolute path"],
    ["postgres://h/x?sslrootcert=system&sslmode=require", "verify-full only"],
  ])("%s is refused", (text, problem) => {
    expect(fieldsOf(text)).toContain(problem);
  });

  it("says what it leaves out, and what it recognises", () => {
    expect(fieldsOf("postgres://u@h/x?connect_timeout=3&target_session_attrs=any&require_auth=md5")).toMatchObject({
      notes: ["require_auth=md5 is not taken over: SCRAM is required.", "Not taken over: target_session_attrs."],
    });
    const neon = fieldsOf("postgres://u@ep-cool-darkness-123456-pooler.us-east-2.aws.neon.tech/db");
    expect(typeof neon === "string" ? [] : neon.notes).toEqual([
      expect.stringMatching(/^Neon compute ep-cool-darkness-123456 in us-east-2\.aws, through its pooler/),
    ]);
  });
});

describe("readNeonHost", () => {
  it("knows both names of a compute, and no other host", () => {
    const direct = "ep-cool-darkness-123456.c-2.us-east-2.aws.neon.tech";
    const pooled = "ep-cool-darkness-123456-pooler.c-2.us-east-2.aws.neon.tech";
    const twin = {
      endpointId: "ep-cool-darkness-123456",
      region: "us-east-2.aws",
      directHost: direct,
      pooledHost: pooled,
    };
    expect([readNeonHost(direct), readNeonHost(pooled.toUpperCase())]).toEqual([
      { ...twin, isPooled: false },
      { ...twin, isPooled: true },
    ]);
    const others = ["db.example.com", "neon.tech", "ep-x.neon.tech", "ep-a-1.eu.aws.neon.tech.evil.example"];
    expect(others.map(readNeonHost)).toEqual([null, null, null, null]);
  });
});
