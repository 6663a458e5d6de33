import { expect, it } from "vitest";
import { keyKeepingText, keyText } from "./account-words.ts";

it("says what a key is and where it is kept", () => {
  const texts = [
    keyText({ keyKind: "personal", organisations: ["One", "Two"] }),
    keyText({ keyKind: "personal", organisations: [] }),
    keyText({ keyKind: "organisation", organisations: ["One"] }),
    keyText({ keyKind: "organisation", organisations: [] }),
    keyText({ keyKind: "other", organisations: [] }),
  ];
  expect(texts).toEqual([
    "Personal key, reaches 2 organisations: One, Two",
    "Personal key",
    "Key of an organisation or of one of its projects: One",
    "Key of an organisation or of one of its projects",
    "Key of a kind that this version of Steward does not know",
  ]);
  const places = [
    { kind: "memory", reason: "noKeyring" },
    { kind: "keyring", name: "kwallet" },
    { kind: "passphrase" },
  ] as const;
  expect(places.map((place) => keyKeepingText({ place, locked: [] }))).toEqual([
    "It is kept in memory only, and asked for again after the next start. A passphrase, set in a connection’s form, would keep it.",
    "It is sent to Neon's API only, and kept encrypted by the keyring kwallet.",
    "It is sent to Neon's API only, and kept encrypted under your passphrase.",
  ]);
});
