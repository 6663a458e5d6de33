import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SchemaException, SchemaFinding } from "../../shared/schema-check/model.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { parseScript } from "../sql/parse-script.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { checkSchema } from "./check-schema.ts";

const samples = join(import.meta.dirname, "../../samples");

let test: TestDatabase;
let session: OwnedSession;
beforeAll(async () => {
  test = await createTestDatabase({ asSuperuser: true });
  session = await openSession(test.parameters, { purpose: "test" });
});
afterAll(async () => {
  await session.close();
  await test.close();
});

async function load(...files: readonly string[]): Promise<void> {
  await session.execute("DROP SCHEMA public CASCADE");
  await session.execute("CREATE SCHEMA public");
  for (const file of files)
    for (const { sql } of await parseScript(readFileSync(join(samples, file), "utf8"))) await session.execute(sql);
}

const check = (exceptions: readonly SchemaException[] = []) =>
  test.databases.read(test.ref, "test", (reading) => checkSchema(reading, exceptions, () => undefined));

/** Roles belong to the whole server, where other tests make some too. */
async function byRule(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { findings } = await check();
  const groups: Record<string, string[]> = {};
  for (const { code, subject } of findings.filter((finding: SchemaFinding) => finding.schema !== null))
    groups[code] = [...(groups[code] ?? []), subject.replace(/^public\./, "")];
  return groups;
}

describe("the models of the seeds", () => {
  it("ContextGround: what is found is true of its SQL", async () => {
    await load("contextground/steps/10_tables.sql", "contextground/steps/80_foreign_keys.sql");
    expect(await byRule()).toMatchInlineSnapshot(`
      {
        "implicit-on-delete": [
          "cost_entries.cost_entries_run_id_fkey",
        ],
        "limited-text": [
          "assets",
          "audit_logs",
          "comments",
          "cost_entries",
          "documents",
          "run_events",
          "runs",
          "versions",
        ],
        "missing-foreign-key-index": [
          "documents.documents_current_version_id_fkey",
        ],
        "missing-timestamps": [
          "assets",
          "comments",
        ],
        "tenant-without-policy": [
          "documents.org_id",
        ],
      }
    `);
  });

  it("NeonHub: what is found is true of what Prisma makes of its models", async () => {
    await load("neonhub/steps/10_tables.sql", "neonhub/steps/11_more_tables.sql");
    expect(await byRule()).toMatchInlineSnapshot(`
      {
        "missing-foreign-key-index": [
          ""Agent"."Agent_workspaceId_fkey"",
          ""AgentRun"."AgentRun_agentId_fkey"",
          ""BrandVoiceEmbedding"."BrandVoiceEmbedding_guideId_fkey"",
          ""BrandVoiceGuide"."BrandVoiceGuide_workspaceId_fkey"",
          ""Connector"."Connector_workspaceId_fkey"",
          ""ConnectorInstance"."ConnectorInstance_connectorId_fkey"",
          ""Consent"."Consent_personId_fkey"",
          ""ContentDraft"."ContentDraft_workspaceId_fkey"",
          ""MarketingCampaign"."MarketingCampaign_workspaceId_fkey"",
          ""MarketingLead"."MarketingLead_personId_fkey"",
          ""MarketingLead"."MarketingLead_workspaceId_fkey"",
          ""MemEmbedding"."MemEmbedding_personId_fkey"",
          ""Person"."Person_workspaceId_fkey"",
          ""ToolExecution"."ToolExecution_agentRunId_fkey"",
          ""Workspace"."Workspace_ownerId_fkey"",
        ],
        "missing-timestamps": [
          ""BrandVoiceEmbedding"",
          ""Connector"",
          ""ConnectorInstance"",
          ""Consent"",
          ""Identity"",
          ""InternalLink"",
          ""MemEmbedding"",
        ],
        "not-snake-case": [
          ""Agent"",
          ""AgentMetrics"",
          ""AgentRun"",
          ""BrandVoiceEmbedding"",
          ""BrandVoiceGuide"",
          ""Connector"",
          ""ConnectorInstance"",
          ""Consent"",
          ""ContentDraft"",
          ""ContentVersion"",
          ""Identity"",
          ""InternalLink"",
          ""KeywordResearch"",
          ""MarketingCampaign"",
          ""MarketingLead"",
          ""MemEmbedding"",
          ""MetricEvent"",
          ""Person"",
          ""SeoMetrics"",
          ""ToolExecution"",
          ""User"",
          ""Workspace"",
        ],
        "tenant-without-policy": [
          ""Agent"."workspaceId"",
          ""BrandVoiceGuide"."workspaceId"",
          ""Connector"."workspaceId"",
          ""ContentDraft"."workspaceId"",
          ""InternalLink"."workspaceId"",
          ""KeywordResearch"."workspaceId"",
          ""MarketingCampaign"."workspaceId"",
          ""MarketingLead"."workspaceId"",
          ""MetricEvent"."workspaceId"",
          ""Person"."workspaceId"",
          ""SeoMetrics"."workspaceId"",
        ],
        "timestamp-without-time-zone": [
          ""Agent"",
          ""AgentRun"",
          ""BrandVoiceEmbedding"",
          ""BrandVoiceGuide"",
          ""Connector"",
          ""ConnectorInstance"",
          ""Consent"",
          ""ContentDraft"",
          ""ContentVersion"",
          ""Identity"",
          ""InternalLink"",
          ""KeywordResearch"",
          ""MarketingCampaign"",
          ""MarketingLead"",
          ""MemEmbedding"",
          ""MetricEvent"",
          ""Person"",
          ""SeoMetrics"",
          ""ToolExecution"",
          ""User"",
          ""Workspace"",
        ],
      }
    `);
  });

  it("is clean where every finding is accepted, and names exceptions that nothing needs", async () => {
    const { findings } = await check();
    const accept = ({ code, subject }: { code: string; subject: string }) => ({
      code,
      subject,
      reason: "as Prisma makes it",
      at: "",
    });
    const idle = accept({ code: "no-primary-key", subject: "public.gone" });
    const report = await check([...findings.map(accept), idle]);
    expect([report.findings, report.excepted.length, report.idleExceptions]).toEqual([[], findings.length, [idle]]);
  });
});
