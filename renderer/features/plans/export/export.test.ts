import { expect, it } from "vitest";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import { makeNode, makePlan } from "../../../../shared/plans/testing/make-plan.ts";
import { drawPlanPicture } from "./draw-plan.ts";
import type { PicturePalette } from "./palette.ts";
import { cutText } from "./picture.ts";
import { writePlanPage } from "./plan-page.ts";
import { toSvg } from "./to-svg.ts";

const palette: PicturePalette = {
  surface: "white",
  text: "black",
  soft: "grey",
  line: "silver",
  track: "silver",
  heat: ["h0", "h1", "h2", "h3", "h4"],
  heatText: "black",
  heatTextTop: "white",
};
const hostile = `x"><img src=y onerror='alert(1)'>&amp;\u202egnp</title><script>alert(2)</script>`;
const plan = makePlan(
  makeNode(hostile, 10, { Filter: hostile, "Index Name": hostile, [hostile]: hostile, "Sort Key": [hostile] }, [
    makeNode("Seq Scan", 6, { "Relation Name": hostile, Alias: hostile, Schema: hostile }),
  ]),
  12,
  { Settings: { [hostile]: hostile }, Triggers: [{ "Trigger Name": hostile, Time: 1, Calls: 1 }] },
);
const run: PlanRun = {
  id: "1",
  at: "2026-01-01T10:11:12.000Z",
  connectionId: "c1",
  branchId: null,
  sql: `select '${hostile}'`,
  fingerprint: "f",
  mode: "analyze",
  place: "here",
  hasWritten: false,
  waits: null,
  firstRun: null,
  serverVersion: hostile,
  plans: [plan, plan],
  context: { relations: [], foreignKeys: [] },
  findings: [
    {
      code: "missing-index",
      severity: "error",
      subject: hostile,
      message: hostile,
      evidence: {},
      fix: { title: hostile, sql: hostile, transactional: true },
      nodeId: 1,
      savedMs: 3,
    },
  ],
  raw: hostile,
};

it("is a page in which whatever a database said is text", () => {
  const page = writePlanPage({ run, place: hostile, palette });
  const tags = new Set([...page.matchAll(/<([a-z!][\w-]*)/gi)].map(([, name]) => name?.toLowerCase()));
  expect([...tags].toSorted()).toEqual(
    "! a article body code dd details div dl dt figcaption figure h1 h2 h3 h4 head html main meta p pre rect span style summary svg table tbody td text th thead title tr"
      .split(" ")
      .map((name) => (name === "!" ? "!doctype" : name))
      .toSorted(),
  );
  expect([/<[^>]*\son\w+=/i.test(page), page.includes("\u202e")]).toEqual([false, false]);
  expect(page.match(/<(script|img|iframe|link|object)/i)).toBeNull();
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  // Both plans have ids of their own.
  expect([page.includes('id="p0n2"'), page.includes('id="p1n2"')]).toEqual([true, true]);
});

it("is an SVG with the same boxes as the picture on screen, and no markup from names", () => {
  const picture = drawPlanPicture({ plan, totalMs: 12, head: [hostile], palette, parts: "all" });
  const svg = toSvg(picture);
  expect([svg.match(/<(?!\/?(svg|title|rect|text)\b)[a-z]/gi), svg.includes("\u202e")]).toEqual([null, false]);
  const boxes = picture.shapes.filter((shape) => shape.kind === "box" && shape.height > 10);
  expect(boxes.map((box) => box.kind === "box" && [Math.round(box.width), box.fill])).toEqual([
    [959, "h3"],
    [575, "h4"],
    [95, null],
    [95, null],
  ]);
  expect(picture.shapes.every((shape) => shape.kind === "text" || shape.x + shape.width <= picture.width)).toBe(true);
});

it("cuts what does not fit, and a tree that is too long for a picture", () => {
  expect([cutText("short", 100, 12), cutText("a".repeat(50), 70, 12), cutText("abc", 5, 12)]).toEqual([
    "short",
    `${"a".repeat(9)}…`,
    "",
  ]);
  const many = makePlan(
    makeNode(
      "Append",
      600,
      {},
      Array.from({ length: 600 }, () => makeNode("Result", 1)),
    ),
    600,
  );
  const { height, shapes } = drawPlanPicture({ plan: many, totalMs: 600, head: [], palette, parts: "all" });
  expect([
    height < 12_000,
    shapes.some((shape) => shape.kind === "text" && shape.text === "and 201 more nodes"),
  ]).toEqual([true, true]);
});
