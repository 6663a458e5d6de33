import { expect, it } from "vitest";
import { maskingRadius } from "./masking-radius.ts";

const rule = (column: string, mask: { kind: "function" | "value"; text: string }) => ({
  database: "shop",
  schema: "public",
  table: "users",
  column,
  mask,
});
const consequences = [
  "The branch cannot be reached meanwhile, and sessions on it end.",
  "Nothing brings back what was overwritten; the parent is not touched.",
];

it("names the columns that are overwritten, and how; a value itself is not shown", () => {
  const rules = [
    rule("email", { kind: "function", text: "anon.fake_email()" }),
    rule("na\nme", { kind: "value", text: "secret" }),
  ];
  const lines = maskingRadius(rules);
  expect(lines).toEqual([
    "Overwritten in every row: public.users.email by anon.fake_email().",
    expect.stringMatching(/^Overwritten in every row: public\.users\.na[^\n]+me by a fixed value\.$/),
    ...consequences,
  ]);
});

it("cuts a long list and says by how much", () => {
  const rules = Array.from({ length: 10 }, (_, at) => rule(`c${at}`, { kind: "value", text: "x" }));
  expect(maskingRadius(rules).slice(7)).toEqual([
    "Overwritten in every row: public.users.c7 by a fixed value.",
    "And 2 more columns.",
    ...consequences,
  ]);
});
