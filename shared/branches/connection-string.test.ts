import { expect, it } from "vitest";
import { connectionString } from "./connection-string.ts";

const fields = { host: "ep-a-1.neon.tech", port: 5432, database: "shop", user: "app", tls: "verify-full" } as const;

it("says every part as libpq reads it", () => {
  expect([
    connectionString(fields, null),
    connectionString({ ...fields, channelBinding: "require" }, "hidden"),
    connectionString({ ...fields, port: 6432, user: "o'Neil@x", database: "a b/c" }, { text: "p:@/?#%é" }),
    connectionString({ ...fields, host: "::1", tls: "disable" }, null),
  ]).toEqual([
    "postgresql://app@ep-a-1.neon.tech/shop?sslmode=verify-full",
    "postgresql://app:••••••••@ep-a-1.neon.tech/shop?sslmode=verify-full&channel_binding=require",
    "postgresql://o'Neil%40x:p%3A%40%2F%3F%23%25%C3%A9@ep-a-1.neon.tech:6432/a%20b%2Fc?sslmode=verify-full",
    "postgresql://app@[::1]/shop?sslmode=disable",
  ]);
});

it("gives a password back to whoever parses it", () => {
  const text = connectionString({ ...fields, user: "ü:x" }, { text: "a@b:c/d%" });
  const [, user, password] = /^postgresql:\/\/([^:]*):([^@]*)@/.exec(text) ?? [];
  expect([user, password].map((part) => decodeURIComponent(part ?? ""))).toEqual(["ü:x", "a@b:c/d%"]);
});
