import { describe, expect, it } from "vitest";
import { writeHtml } from "./html.ts";
import { writeMarkdown } from "./markdown.ts";
import type { DocumentedDatabase, DocumentedRelation } from "./model.ts";
import { countWords, grantLines } from "./words.ts";

const relation: DocumentedRelation = {
  schema: "shop",
  name: "Order | <b>",
  kind: "table",
  owner: "app_owner",
  comment: "What was bought.\nNever deleted.",
  definition: null,
  hasRowSecurity: true,
  columns: [
    { name: "id", type: "bigint", isNotNull: true, value: "identity", comment: null },
    { name: "note", type: "text", isNotNull: false, value: "'a|b'::text", comment: "*said* by people" },
  ],
  constraints: [{ name: "Order_pkey", definition: "PRIMARY KEY (id)", comment: null }],
  indexes: [
    { name: "by_note", definition: "CREATE INDEX by_note ON shop.x USING btree (note)", comment: "for search" },
  ],
  policies: [],
  triggers: [],
  grants: [
    { grantee: "reader", column: "", privileges: ["SELECT"] },
    { grantee: "reader", column: "note", privileges: ["UPDATE"] },
    { grantee: "PUBLIC", column: "id", privileges: ["SELECT"] },
  ],
};
const view: DocumentedRelation = {
  ...relation,
  name: "notes",
  kind: "view",
  comment: null,
  definition: " SELECT note\n   FROM shop.x;",
  hasRowSecurity: false,
  constraints: [],
  indexes: [],
  grants: [],
};
const database: DocumentedDatabase = {
  name: "shop_db",
  diagram: { tables: [], relations: [], isCut: false, unreadableSchemas: [] },
  schemas: [
    { name: "hidden", owner: "other", comment: null, isUnreadable: true, relations: [], types: [], functions: [] },
    {
      name: "shop",
      owner: "app_owner",
      comment: null,
      isUnreadable: false,
      relations: [relation, view],
      types: [{ schema: "shop", name: "state", definition: "enum: 'new'", comment: null }],
      functions: [],
    },
  ],
};

describe("a document of a schema", () => {
  it("in Markdown", () => {
    expect(writeMarkdown(database, "my (shop).svg")).toBe(`# Schema of shop\\_db

![Tables and foreign keys](my%20%28shop%29.svg)

## Contents

- [hidden](#hidden): could not be read
- [shop](#shop): 1 table, 1 view, 1 type
  - [Order \\| &lt;b&gt;](#shop:Order~20~~7c~~20~~3c~b~3e~)
  - [notes](#shop:notes) (view)

<a id="hidden"></a>

## Schema hidden

This schema could not be read: the role has no USAGE on it.

<a id="shop"></a>

## Schema shop

<a id="shop:Order~20~~7c~~20~~3c~b~3e~"></a>

### Order \\| &lt;b&gt;

What was bought.<br>Never deleted.

Table, owned by app\\_owner, row security is on.

| Column | Type | NULL | Default | Comment |
| --- | --- | --- | --- | --- |
| id | bigint | no | identity |  |
| note | text | yes | 'a\\|b'::text | \\*said\\* by people |

**Constraints**

| Name | Definition |
| --- | --- |
| Order\\_pkey | PRIMARY KEY (id) |

**Indexes**

| Name | Definition | Comment |
| --- | --- | --- |
| by\\_note | CREATE INDEX by\\_note ON shop.x USING btree (note) | for search |

**Grants**

| Role | May |
| --- | --- |
| reader | SELECT; UPDATE on column note |
| PUBLIC | SELECT on column id |

<a id="shop:notes"></a>

### notes

View, owned by app\\_owner.

| Column | Type | NULL | Default | Comment |
| --- | --- | --- | --- | --- |
| id | bigint | no | identity |  |
| note | text | yes | 'a\\|b'::text | \\*said\\* by people |

**Query**

\`\`\`sql
SELECT note
   FROM shop.x;
\`\`\`

### Types

| Name | Definition | Comment |
| --- | --- | --- |
| state | enum: 'new' |  |
`);
  });

  it("in HTML: a policy against scripts, anchors that are there, and no picture where there is nothing to draw", () => {
    const html = writeHtml(database);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    const anchors = [...html.matchAll(/href="#([^"]*)"/g)].map(([, anchor]) => anchor);
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    expect(anchors.length).toBe(4);
    expect(anchors.filter((anchor) => !ids.has(anchor))).toEqual([]);
    expect(html).not.toMatch(/<svg|<script|<b>/);
    expect(html).toContain('<p class="comment">What was bought.<br>Never deleted.</p>');
    expect(html).toContain("<pre>SELECT note\n   FROM shop.x;</pre>");
  });

  it("counts what a schema holds, and puts what a role may do on one line", () => {
    const empty = {
      name: "a",
      owner: "b",
      comment: null,
      isUnreadable: false,
      relations: [],
      types: [],
      functions: [],
    };
    expect(countWords(empty)).toBe("empty");
    expect(
      countWords({ ...empty, relations: [relation, { ...relation, kind: "partitioned table" }, view, view] }),
    ).toBe("2 tables, 2 views");
    expect(grantLines([])).toEqual([]);
  });
});
