import { expect, it } from "vitest";
import { pendingWords } from "./pending-words.ts";

it.each([
  [null, "nothing to commit yet"],
  [{ statements: 0, rows: 0, definitions: 0 }, "nothing to commit yet"],
  [{ statements: 1, rows: 1, definitions: 0 }, "1 statement, 1 row pending"],
  [
    { statements: 1, rows: 0, definitions: 1 },
    "1 statement pending; it changes definitions, which a rollback takes back too",
  ],
  [
    { statements: 3, rows: 1400, definitions: 1 },
    "3 statements, 1,400 rows pending; 1 of them changes definitions, which a rollback takes back too",
  ],
])("%j is said as: %s", (pending, words) => {
  expect(pendingWords(pending)).toBe(words);
});
