import { z } from "zod";
import { branchPricesSchema } from "../../../shared/branches/prices.ts";
import { objectAddressSchema } from "../../../shared/catalog/contract.ts";
import { databaseRefSchema } from "../../../shared/databases/model.ts";
import { commitModes } from "../../../shared/editor/model.ts";
import { columnLayoutSchema } from "../../../shared/grid/column-layout.ts";
import { rowConditionsSchema } from "../../../shared/grid/conditions.ts";
import type { KeptLayout } from "../../state/grid-layouts.ts";
import type { ParameterValues } from "../../state/parameters/query-parameters.ts";
import { mostRecent } from "../../state/recent-objects.ts";
import { tableViews } from "../../state/tabs.ts";
import { emptyWorkspace, sections, type WorkspaceState } from "../../state/workspace.ts";

const tab = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("table"),
    id: z.string(),
    ref: databaseRefSchema,
    schema: z.string(),
    name: z.string(),
    view: z.enum(tableViews),
    isPreview: z.boolean(),
    filters: z.array(z.object({ column: z.string(), value: z.string().nullable() })).optional(),
    conditions: rowConditionsSchema.optional(),
  }),
  z.object({
    kind: z.literal("query"),
    id: z.string(),
    ref: databaseRefSchema,
    title: z.string(),
    draftId: z.string(),
    commitMode: z.enum(commitModes).optional(),
    file: z
      .object({
        path: z.string(),
        version: z.string(),
        format: z.object({ hasBom: z.boolean(), lineBreak: z.enum(["lf", "crlf"]) }),
      })
      .optional(),
  }),
  z.object({
    kind: z.literal("comparison"),
    id: z.string(),
    ref: databaseRefSchema,
    title: z.string(),
    draftId: z.string(),
    targets: z.array(databaseRefSchema),
    isReadOnly: z.boolean(),
    timeoutMs: z.number(),
  }),
  z.object({
    kind: z.literal("object"),
    id: z.string(),
    ref: databaseRefSchema,
    address: objectAddressSchema,
    isPreview: z.boolean(),
  }),
  z.object({
    kind: z.literal("diff"),
    id: z.string(),
    ref: databaseRefSchema,
    to: databaseRefSchema,
    title: z.string(),
  }),
  z.object({
    kind: z.literal("plan"),
    id: z.string(),
    ref: databaseRefSchema,
    title: z.string(),
    draftId: z.string(),
  }),
  z.object({ kind: z.literal("erd"), id: z.string(), ref: databaseRefSchema, schemas: z.array(z.string()) }),
]);

const workspaceSchema = z.object({
  connectionId: z.string().nullable(),
  branchByConnection: z.record(z.string(), z.string()),
  section: z.enum(sections),
  tabs: z.array(tab),
  activeTabId: z.string().nullable(),
  recentObjects: z
    .array(z.object({ connectionId: z.string(), address: objectAddressSchema, isRows: z.boolean() }))
    .max(mostRecent)
    .default([]),
  theme: z.enum(["system", "light", "dark", "contrast"]),
  density: z.enum(["compact", "comfortable"]),
  idleWarningMs: z.number().nullable().default(emptyWorkspace.idleWarningMs),
  branchPrices: branchPricesSchema.nullable().catch(null),
});

const layoutSchema = z.object({
  isSidebarOpen: z.boolean(),
  isInspectorOpen: z.boolean(),
  isLogOpen: z.boolean(),
  sizes: z.record(z.string(), z.number()),
});

/** A kept workspace; a text of another version, or none, gives an empty one rather than an error. */
export function readWorkspace(text: string | null): WorkspaceState {
  return readJson(text, workspaceSchema) ?? emptyWorkspace;
}

/** A kept layout, or null. */
export function readLayout(text: string | null): z.infer<typeof layoutSchema> | null {
  return readJson(text, layoutSchema);
}

/** Kept layouts of tables; one that is damaged does not take the others along. */
export function readGridLayouts(text: string | null): readonly KeptLayout[] {
  const kept = readJson(text, z.array(z.object({ key: z.string(), layout: z.unknown() }))) ?? [];
  return kept.flatMap(({ key, layout }) => {
    const read = columnLayoutSchema.safeParse(layout).data;
    return read ? [{ key, layout: read }] : [];
  });
}

/** Kept roles by connection. */
export function readRoles(text: string | null): Readonly<Record<string, string>> {
  return readJson(text, z.record(z.string(), z.string())) ?? {};
}

/** Kept values of parameters, by tab. */
export function readParameters(text: string | null): Readonly<Record<string, ParameterValues>> {
  return readJson(text, z.record(z.string(), z.record(z.string(), z.string().nullable()))) ?? {};
}

/** The ids of kept drafts. */
export function readDraftIds(text: string | null): readonly string[] {
  return readJson(text, z.array(z.string())) ?? [];
}

/** The file that keeps a draft: its id in the characters that a file may have. */
export function draftKey(draftId: string): string {
  const safe = draftId.replace(/[^\w-]/g, (character) => `.${(character.codePointAt(0) ?? 0).toString(36)}`);
  return `draft-${safe}`.slice(0, 100);
}

/** What of the workspace is kept. */
export function writeWorkspace(state: WorkspaceState): string {
  return JSON.stringify(workspaceSchema.parse(state));
}

function readJson<Schema extends z.ZodType>(text: string | null, schema: Schema): z.output<Schema> | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // written by something else: start anew
    throw error;
  }
}
