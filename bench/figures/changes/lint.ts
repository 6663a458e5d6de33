import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintScript, textOnly } from "../../../electron/changes/lint/lint-script.ts";
import { prepareScript } from "../../../electron/changes/script/prepare-script.ts";
import { type Figure, repeat } from "../../figure.ts";

const files = 1_000;
const rounds = 3;

/** A migration of five statements, each with something to find or a near miss. */
function migration(number: number): string {
  const table = `app.table_${number}`;
  return `-- migration ${number}
CREATE TABLE ${table} (id bigint PRIMARY KEY, name varchar(20), at timestamp NOT NULL DEFAULT now());
ALTER TABLE app.orders ADD COLUMN note_${number} text DEFAULT 'none';
ALTER TABLE app.orders ADD CONSTRAINT positive_${number} CHECK (amount > ${number});
CREATE INDEX orders_note_${number} ON app.orders (note_${number});
UPDATE ${table} SET name = 'x' WHERE id = ${number};
`;
}

/** Linting 1,000 files by their text, beside squawk where that is on the path. */
export const lint: Figure = {
  name: "lint",
  measure: async () => {
    const scripts = Array.from({ length: files }, (_, index) => migration(index));
    const values = await repeat(rounds, async () => {
      const startedAt = performance.now();
      for (const text of scripts) {
        const statements = await prepareScript(text);
        await lintScript({ migrationId: "x", direction: "up", text, statements, hasDown: true }, textOnly);
      }
      return performance.now() - startedAt;
    });
    const peer = await measureSquawk(scripts);
    return [{ what: "1,000 files linted by their text", unit: "ms", target: null, values, peer }];
  },
};

async function measureSquawk(scripts: readonly string[]) {
  if (spawnSync("squawk", ["--version"]).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "steward-bench-lint-"));
  try {
    const paths = scripts.map((_, index) => join(folder, `${String(index).padStart(4, "0")}.sql`));
    for (const [index, path] of paths.entries()) writeFileSync(path, scripts[index] ?? "");
    const values = await repeat(rounds, async () => {
      const startedAt = performance.now();
      spawnSync("squawk", paths, { stdio: "ignore" });
      return performance.now() - startedAt;
    });
    return { name: "squawk", values };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
