import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../ipc/app-error.ts";
import { maxPlanTextLength, readPlanText } from "./read-plan-text.ts";
import { samplePlan } from "./testing/sample-plan.ts";
import { wrapHard, wrapWords } from "./testing/wrap-text.ts";

const lines = samplePlan.split("\n");
const sample = readPlanText(samplePlan);
const sampleJson = JSON.stringify(
  [
    {
      Plan: {
        "Node Type": "Limit",
        "Plan Rows": 1,
        Plans: [{ "Node Type": "Result", "Parent Relationship": "Outer", "One-Time Filter": "it's \"a\" + 'b'" }],
      },
    },
  ],
  null,
  2,
);
const sampleJsonPlans = readPlanText(sampleJson).plans;

function errorOf(text: string): unknown {
  try {
    return readPlanText(text);
  } catch (error) {
    return error instanceof AppError ? [error.code, error.message] : error;
  }
}

describe("EXPLAIN's text", () => {
  it("gives the nodes with their places, names, and times without their children's", () => {
    const [plan] = sample.plans;
    const shown = plan?.nodes.map(
      ({ id, parentId, nodeType, relationship, subplanName, relation, alias, index, exclusiveMs }) => [
        id,
        parentId,
        nodeType,
        relationship,
        subplanName,
        relation ?? null,
        alias ?? null,
        index ?? null,
        Number(exclusiveMs?.toFixed(3)),
      ],
    );
    expect(shown).toEqual([
      [1, null, "Limit", null, null, null, null, null, 0.015],
      [2, 1, "Aggregate", "InitPlan", "InitPlan 1", null, null, null, 0.601],
      [3, 2, "Seq Scan", "Outer", null, "customer", "c", null, 0.5],
      [4, 1, "Sort", "Outer", null, null, null, null, 20.735],
      [5, 4, "Hash Join", "Outer", null, null, null, null, 9.598],
      [6, 5, "Index Scan", "Outer", null, "orders", "o", "orders_pkey", 9],
      [7, 5, "Hash", "Inner", null, null, null, null, 0.501],
      [8, 7, "Seq Scan", "Outer", null, "customer", "c_1", null, 0.3],
    ]);
  });

  it("gives a node's figures under JSON's keys", () => {
    expect(sample.plans[0]?.nodes[3]?.properties).toEqual({
      "Node Type": "Sort",
      "Parallel Aware": false,
      "Async Capable": false,
      "Parent Relationship": "Outer",
      "Startup Cost": 3302.88,
      "Total Cost": 3352.88,
      "Plan Rows": 20000,
      "Plan Width": 46,
      "Actual Startup Time": 41.22,
      "Actual Total Time": 41.235,
      "Actual Rows": 100,
      "Actual Loops": 1,
      "Sort Key": ["o.amount DESC", "(lower(c_1.name))", 'o."Odd, name"'],
      "Sort Method": "external merge",
      "Sort Space Used": 1680,
      "Sort Space Type": "Disk",
      "Shared Hit Blocks": 1201,
      "Shared Read Blocks": 34,
      "Shared Dirtied Blocks": 0,
      "Shared Written Blocks": 0,
      "Local Hit Blocks": 0,
      "Local Read Blocks": 0,
      "Local Dirtied Blocks": 0,
      "Local Written Blocks": 0,
      "Temp Read Blocks": 210,
      "Temp Written Blocks": 415,
      "Shared I/O Read Time": 1.25,
      "Temp I/O Read Time": 0.5,
      "Temp I/O Write Time": 2.125,
    });
  });

  it("gives what stands beside the tree", () => {
    const { nodes: _nodes, ...beside } = sample.plans[0] ?? { nodes: [] };
    expect(beside).toEqual({
      isAnalyzed: true,
      planningMs: 0.512,
      executionMs: 42.75,
      outsideMs: 0,
      queryId: "-7197966135205127973",
      settings: { work_mem: "1MB", search_path: '"$user", public' },
      triggers: [{ name: "item_order_id_fkey", constraint: "item_order_id_fkey", relation: null, ms: 1.5, calls: 3 }],
      jit: {
        Functions: 14,
        Options: { Inlining: false, Optimization: false, Expressions: true, Deforming: true },
        Timing: { Generation: { Deform: 0.4, Total: 1.1 }, Inlining: 0, Optimization: 0.6, Emission: 7, Total: 8.7 },
      },
      properties: {
        Planning: { "Shared Hit Blocks": 12, "Memory Used": 40, "Memory Allocated": 64 },
        Serialization: { Time: 0.25, "Output Volume": 12, Format: "text" },
      },
    });
  });

  it("keeps lines that nobody knows, and they change no tree", () => {
    const odd = lines.toSpliced(
      6,
      0,
      "          Prefetch: hits=1 misses=2 expired=3 duplicates=4",
      "          File cache: hits=5 misses=6",
      "          Widgets Turned: 12",
      "          Sum of it all",
    );
    const [plan] = readPlanText(odd.join("\n")).plans;
    expect([plan?.nodes.length, plan?.nodes[1]?.properties]).toEqual([
      8,
      expect.objectContaining({
        "Prefetch Hits": 1,
        "Prefetch Duplicated Requests": 4,
        "File Cache Misses": 6,
        "Widgets Turned": 12,
        "Other Lines": ["Sum of it all"],
      }),
    ]);
  });
});

it("takes words that every object knows for what they are: lines and types like others", () => {
  const text = [
    "Append  (cost=0.00..1.00 rows=1 width=4)",
    "  constructor: 12",
    "  __proto__: 5",
    "  hasOwnProperty",
    "  ->  valueOf  (cost=0.00..1.00 rows=1 width=4)",
  ];
  const [plan] = readPlanText(text.join("\n")).plans;
  expect([plan?.nodes.map(({ nodeType }) => nodeType), plan?.nodes[0]?.properties["Other Lines"]]).toEqual([
    ["Append", "valueOf"],
    ["constructor: 12", "__proto__: 5", "hasOwnProperty"],
  ]);
});

/** The sample as another program would show or copy it. */
const framed: readonly (readonly [string, string])[] = [
  [
    "psql",
    [
      " QUERY PLAN ",
      "-".repeat(90),
      ...lines.map((line) => ` ${line}`),
      `(${lines.length} rows)`,
      "",
      "Time: 43.210 ms",
    ].join("\n"),
  ],
  [
    "psql in another language",
    ["QUERY PLAN", "-----", ...lines.map((line) => ` ${line}`), `(${lines.length} lignes)`].join("\n"),
  ],
  [
    "psql with its borders",
    ["+-----+", "| QUERY PLAN |", "+-----+", ...lines.map((line) => `| ${line.padEnd(170)} |`), "+-----+"].join("\n"),
  ],
  [
    "psql with drawn borders",
    ["┌─────┐", "│ QUERY PLAN │", "├─────┤", ...lines.map((line) => `│ ${line.padEnd(170)} │`), "└─────┘"].join("\n"),
  ],
  ["psql's expanded form", lines.map((line, index) => `-[ RECORD ${index + 1} ]---\nQUERY PLAN | ${line}`).join("\n")],
  [
    "a psql session",
    [
      "shop=# EXPLAIN ANALYZE",
      "shop-# SELECT 1;",
      "QUERY PLAN",
      "-----",
      ...lines,
      `(${lines.length} rows)`,
      "",
      "shop=# \\q",
    ].join("\n"),
  ],
  ["quoted lines", ['"QUERY PLAN"', ...lines.map((line) => `"${line.replaceAll('"', '""')}"`)].join("\n")],
  ["numbered lines", lines.map((line, index) => `${index + 1}: ${line}`).join("\n")],
  ["aligned numbers", lines.map((line, index) => `${String(index + 1).padStart(4)} ${line}`).join("\n")],
  ["a mail", lines.map((line) => `> > ${line}`).join("\n")],
  ["markdown", ["Here it is:", "", "```sql", ...lines, "```", "", "What do you think?"].join("\n")],
  ["Windows", `\ufeff${lines.join("\r\n")}\r\n`],
  ["hard blanks", lines.join("\n").replace(/^ +/gm, (blanks) => "\u00a0".repeat(blanks.length))],
  ["double spaced lines", lines.join("\n\n")],
  ["shifted lines", lines.map((line) => `\t${line}`).join("\n")],
  ["the first line's blank lost", lines.map((line, index) => (index === 0 ? line : ` ${line}`)).join("\n")],
  ["rows as JSON", JSON.stringify(lines.map((line) => ({ "QUERY PLAN": line })))],
  [
    "a log through syslog",
    [
      "Nov 29 10:00:01 db postgres[77]: [5-1] LOG:  duration: 42.750 ms  plan:",
      ...lines.map((line, index) => `Nov 29 10:00:01 db postgres[77]: [5-${index + 2}] #011${line}`),
      "Nov 29 10:00:02 db postgres[77]: [6-1] LOG:  disconnection",
    ].join("\n"),
  ],
  [
    "a log of comma-separated values",
    `2026-11-29 10:00:01 UTC,"me","shop",77,"[local]",6a,1,"SELECT",,0,LOG,00000,"duration: 42.750 ms  plan:\n${samplePlan.replaceAll('"', '""')}",,,,,,,,,"psql","client backend",,0\n2026-11-29 10:00:02 UTC,"me","shop",77,"next"`,
  ],
  [
    "a log of JSON",
    JSON.stringify({ pid: 77, error_severity: "LOG", message: `duration: 42.750 ms  plan:\n${samplePlan}` }),
  ],
  [
    "a log",
    [
      "2026-11-29 10:00:00.000 UTC [77] LOG:  connection received: host=[local]",
      "2026-11-29 10:00:01.000 UTC [77] LOG:  duration: 42.750 ms  plan:",
      "\tQuery Text: SELECT *",
      "\tFROM orders -- (not a plan)",
      ...lines.map((line) => `\t${line}`),
      "2026-11-29 10:00:02.000 UTC [77] LOG:  disconnection",
    ].join("\n"),
  ],
];

describe("the sample reads the same", () => {
  it.each(framed)("as %s", (_name, text) => {
    expect(readPlanText(text).plans).toEqual(sample.plans);
  });

  it.each([50, 64, 72, 80, 100, 120, 132])("wrapped by a terminal of %i columns", (width) => {
    expect(readPlanText(wrapHard(samplePlan, width)).plans).toEqual(sample.plans);
  });

  it.each([60, 72, 80, 100])("wrapped at blanks before column %i", (width) => {
    expect(readPlanText(wrapWords(samplePlan, width)).plans).toEqual(sample.plans);
  });

  it("several times behind each other", () => {
    const text = [samplePlan, samplePlan, "QUERY PLAN", "-----", samplePlan].join("\n");
    expect(readPlanText(text).plans).toEqual([...sample.plans, ...sample.plans, ...sample.plans]);
  });
});

describe("JSON reads the same", () => {
  const jsonLines = sampleJson.split("\n");
  const marked = jsonLines.map((line) => ` ${line}`.padEnd(70));
  it.each([
    [
      "psql",
      [
        " QUERY PLAN ",
        "-".repeat(72),
        ...marked.map((line, index) => (index < marked.length - 1 ? `${line}+` : line)),
        "(1 row)",
      ].join("\n"),
    ],
    [
      "psql's expanded form",
      jsonLines.map((line, index) => `${index === 0 ? "QUERY PLAN" : "          "} | ${line.padEnd(70)}+`).join("\n"),
    ],
    ["psql with its borders", ["+----+", ...marked.map((line) => `| ${line}+|`), "+----+"].join("\n")],
    ["one object", sampleJson.slice(1, -1)],
    ["a row of a result", `[{"QUERY PLAN": ${sampleJson}}]`],
    ["a row with the text of it", JSON.stringify([{ "QUERY PLAN": sampleJson }])],
    ["a cell of a CSV file", `QUERY PLAN\n"${sampleJson.replaceAll('"', '""')}"`],
    [
      "a log",
      `LOG:  duration: 1.5 ms  plan:\n${jsonLines
        .slice(1, -1)
        .map((line) => `\t${line}`)
        .join("\n")}\nLOG:  next`,
    ],
    ["part of a mail", `Hello,\n${sampleJson.replace(/^/gm, "> ")}\nBye`],
    ["wrapped by a terminal", (JSON.stringify(JSON.parse(sampleJson)).match(/.{1,50}/g) ?? []).join("\n")],
    ["the node alone", JSON.stringify((JSON.parse(sampleJson) as [{ Plan: unknown }])[0].Plan)],
  ])("as %s", (_name, text) => {
    expect(readPlanText(text).plans).toEqual(sampleJsonPlans);
  });
});

describe("what cannot be read is refused with its place", () => {
  it.each([
    ["nothing", "", "No plan was found in this text."],
    ["prose", "Dear all,\nthe plan is bad.", "No plan was found in this text."],
    [
      "a text without its first line",
      lines.slice(1).join("\n"),
      "The plan breaks at line 4: a node stands here, and the plan that it belongs to begins nowhere.",
    ],
    [
      "lost indentation",
      lines.map((line) => line.trimStart()).join("\n"),
      "The plan breaks at line 5: its indentation fits none of the nodes above.",
    ],
    [
      "lost arrows",
      samplePlan.replaceAll("->  ", "    "),
      "The plan breaks at line 5: a node stands here without its arrow (->).",
    ],
    [
      "a line that less cut",
      samplePlan.replace('lower(c_1.name)), o."Odd, name"', "lower(c_1.na"),
      "The plan breaks at line 11: the line is cut off.",
    ],
    [
      "a node that was cut",
      samplePlan.replace(" (actual time=0.020..9.000 rows=20011 loops=1)", ""),
      "The plan breaks at line 21: this node does not have the figures that the first node has; the line may be cut off.",
    ],
    [
      "an end that was cut",
      lines.slice(0, 24).join("\n"),
      "The plan breaks at line 15: Hash Join works on two others, and only one node stands below it. The text is not complete.",
    ],
    [
      "lost rows of psql",
      ["QUERY PLAN", "----", ...lines.toSpliced(13, 1), `(${lines.length} rows)`].join("\n"),
      `The plan breaks at line ${lines.length + 2}: psql printed ${lines.length} rows, and only ${lines.length - 1} of them are here.`,
    ],
    ["JSON that was cut", sampleJson.slice(0, 120), "This JSON breaks off"],
    ["JSON without a plan", '{"a": 1}', "This JSON holds no plan."],
    [
      "XML",
      '<explain xmlns="http://www.postgresql.org/2009/explain">\n <Query>',
      "This is EXPLAIN's XML, which is not read.",
    ],
    ["YAML", '- Plan: \n    Node Type: "Seq Scan"', "This is EXPLAIN's YAML, which is not read."],
  ])("%s", (_name, text, message) => {
    expect(errorOf(text)).toEqual(["invalidInput", expect.stringContaining(message)]);
  });

  it("a text of any length ends in time, and one too long is refused", () => {
    expect(errorOf("x".repeat(maxPlanTextLength + 1))).toEqual(["tooLarge", expect.any(String)]);
  });

  it("any text at all gives plans or an error that says what to do", () => {
    const piece = fc.oneof(
      fc.constantFrom(...lines, "(", '"', "'", "[{", "->  ", "| ", "QUERY PLAN", "(3 rows)"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const outcome = errorOf(pieces.join("\n"));
        expect(Array.isArray(outcome) || (outcome !== null && typeof outcome === "object" && "plans" in outcome)).toBe(
          true,
        );
      }),
    );
  });
});

describe("large plans", () => {
  it("of five thousand nodes, sixty and more levels, four hundred children of one node", () => {
    const node = (depth: number, name: string) =>
      `${" ".repeat(6 * depth + 2)}->  ${name}  (cost=0.00..1.00 rows=1 width=4)`;
    const deep = Array.from({ length: 70 }, (_, depth) => node(depth, "Append"));
    const wide = Array.from({ length: 4930 }, (_, index) => node(70, `Seq Scan on part_${index} p`));
    const { plans } = readPlanText(["Append  (cost=0.00..1.00 rows=1 width=4)", ...deep, ...wide].join("\n"));
    const nodes = plans[0]?.nodes ?? [];
    expect([nodes.length, nodes.at(-1)?.depth, nodes.at(-1)?.parentId, nodes.at(-1)?.relationship]).toEqual([
      5001,
      71,
      71,
      "Member",
    ]);
  });

  it("garbage of five million characters ends without a plan", () => {
    const kinds = ["(", "a: ", "->  ", "'\n", " \n", '"a" ', "[{", "Filter: (", "(cost=1.00..", "| x |\n", "x "];
    const outcomes = kinds.map((kind) => errorOf(kind.repeat(500_000 / kind.length)));
    expect(outcomes.every(Array.isArray)).toBe(true);
  });
});
