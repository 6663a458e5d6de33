import { EventLoopWatch } from "../electron/app/running/event-loop-watch.ts";
import { openParser } from "../electron/sql/parser/thread-parser.ts";
import { lintMigration } from "../electron/changes/lint/lint-migration.ts";
const parser = openParser("/tmp/w/x3/dist/web/parser-thread.cjs", console.error);
const one = "INSERT INTO events (id, kind, payload) VALUES (1, 'step', '{\"a\": 1}');\n";
const alter = "ALTER TABLE events ADD CONSTRAINT c CHECK (a > 0); UPDATE a SET b = 1 WHERE c = 2;\n";
for (const [name, sql] of [["many", one.repeat(68000)], ["alter", alter.repeat(58000)]] as const) {
const w = new EventLoopWatch(); w.reset(); const t = performance.now();
const r = await lintMigration({ id: "0001_x", order: 1, up: Buffer.from(sql), down: null } as never, parser);
const whole = performance.now() - t; await new Promise(r => setTimeout(r, 20));
console.log(name, sql.length, r.up.length, r.problems, r.findings.length, "whole", whole, w.read()); w.close();
}
await parser.close();
