import { describe, expect, it } from "vitest";
import { parseScript } from "../parse-script.ts";
import { relationsOf, visitTree } from "../reading-statement.ts";
import { trimTree } from "./trim-tree.ts";

async function trimmed(sql: string) {
  const [statement] = await parseScript(sql);
  const tree = trimTree(statement?.node);
  if (typeof tree !== "object" || tree === null) throw new Error("There is no tree.");
  return { whole: statement?.node ?? {}, tree };
}

function callsIn(tree: object): readonly string[] {
  const found = new Set<string>();
  visitTree(tree, ({ funcname }) => void (funcname && found.add(JSON.stringify(funcname))));
  return [...found];
}

describe("trimTree", () => {
  it("changes nothing in lists that are short", async () => {
    const { whole, tree } = await trimmed(
      "INSERT INTO t SELECT a, b + 1 FROM u WHERE c IN (1, 2, NULL) AND d = ANY('{1}')",
    );
    expect(tree).toEqual(whole);
  });

  it("leaves rows out that repeat others, and keeps each that calls or reads something else", async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => `(${index}, 'x', now())`).join(", ");
    const odd = "(1, pg_terminate_backend(2)::text, now()), (1, (SELECT max(z) FROM secret), now())";
    const { whole, tree } = await trimmed(`INSERT INTO t VALUES ${rows(3_000)}, ${odd}, ${rows(3_000)}`);
    expect(callsIn(tree)).toEqual(callsIn(whole));
    expect(relationsOf(tree as never)).toEqual(relationsOf(whole as never)); // both are statements' nodes
    expect(JSON.stringify(tree).length).toBeLessThan(JSON.stringify(whole).length / 20);
  });
});
