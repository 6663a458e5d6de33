import { expect, it } from "vitest";
import { makePasswords, makeScramVerifier } from "./roles.ts";

it("a password is stored as RFC 7677 says (its own example)", async () => {
  expect(await makeScramVerifier("pencil", Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64"))).toBe(
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
  expect(await makeScramVerifier("pencil")).not.toBe(await makeScramVerifier("pencil"));
});

it("every role of every branch has a password of its own", () => {
  const passwords = [makePasswords(["a", "b"]), makePasswords(["a", "b"])];
  expect(passwords.map((one) => Object.keys(one))).toEqual([
    ["steward_admin", "a", "b"],
    ["steward_admin", "a", "b"],
  ]);
  const all = passwords.flatMap((one) => Object.values(one));
  expect([new Set(all).size, all.every((one) => /^[\w-]{32}$/.test(one))]).toEqual([6, true]);
});
