CREATE TABLE public."ContentDraft" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "title" text NOT NULL, "body" text NOT NULL, "kind" public."ContentKind" NOT NULL, "status" text NOT NULL, "metadata" jsonb,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);

CREATE TABLE public."ContentVersion" (
  "id" text PRIMARY KEY,
  "draftId" text NOT NULL REFERENCES public."ContentDraft" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "version" integer NOT NULL DEFAULT 1, "body" text NOT NULL, "changes" text,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "ContentVersion_draftId_version_key" ON public."ContentVersion" ("draftId", "version");

CREATE TABLE public."MarketingCampaign" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" text NOT NULL, "type" public."MarketingCampaignType" NOT NULL, "status" public."MarketingCampaignStatus" NOT NULL,
  "budget" double precision, "startDate" timestamp(3), "endDate" timestamp(3), "config" jsonb,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);

CREATE TABLE public."MarketingLead" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "personId" text REFERENCES public."Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "email" text, "phone" text, "company" text, "status" public."MarketingLeadStatus" NOT NULL, "grade" public."MarketingLeadGrade",
  "source" text, "score" double precision DEFAULT 0,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);

CREATE TABLE public."Connector" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "kind" public."ConnectorKind" NOT NULL, "name" text NOT NULL, "config" jsonb, "enabled" boolean NOT NULL DEFAULT true,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE public."ConnectorInstance" (
  "id" text PRIMARY KEY,
  "connectorId" text NOT NULL REFERENCES public."Connector" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "credentialId" text, "name" text, "enabled" boolean NOT NULL DEFAULT true, "config" jsonb,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE public."KeywordResearch" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "keyword" public.citext NOT NULL, "searchVolume" integer, "competition" double precision, "cpc" double precision, "intent" text,
  "difficulty" double precision, "clusterId" text,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);
CREATE UNIQUE INDEX "KeywordResearch_workspaceId_keyword_key" ON public."KeywordResearch" ("workspaceId", "keyword");

CREATE TABLE public."InternalLink" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "fromUrl" text NOT NULL, "toUrl" text NOT NULL, "anchorText" text NOT NULL, "context" text, "similarity" double precision,
  "status" text NOT NULL DEFAULT 'suggested', "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "InternalLink_workspaceId_fromUrl_toUrl_key" ON public."InternalLink" ("workspaceId", "fromUrl", "toUrl");

CREATE TABLE public."SeoMetrics" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "url" text NOT NULL, "title" text, "description" text, "clicks" integer NOT NULL DEFAULT 0, "impressions" integer NOT NULL DEFAULT 0,
  "ctr" double precision NOT NULL DEFAULT 0, "position" double precision NOT NULL DEFAULT 0, "date" timestamp(3) NOT NULL,
  "country" text, "device" text
);
CREATE UNIQUE INDEX "SeoMetrics_workspaceId_url_date_country_device_key"
  ON public."SeoMetrics" ("workspaceId", "url", "date", "country", "device");

CREATE TABLE public."BrandVoiceGuide" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" text NOT NULL, "content" text NOT NULL, "active" boolean NOT NULL DEFAULT true,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);

CREATE TABLE public."BrandVoiceEmbedding" (
  "id" text PRIMARY KEY,
  "guideId" text NOT NULL REFERENCES public."BrandVoiceGuide" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "chunk" text NOT NULL, "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE public."MetricEvent" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "kind" text NOT NULL, "metadata" jsonb, "timestamp" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "MetricEvent_workspaceId_kind_timestamp_idx" ON public."MetricEvent" ("workspaceId", "kind", "timestamp");

CREATE TABLE public."AgentMetrics" (
  "id" text PRIMARY KEY,
  "agentId" text NOT NULL REFERENCES public."Agent" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "date" date NOT NULL, "totalRuns" integer NOT NULL DEFAULT 0, "successfulRuns" integer NOT NULL DEFAULT 0,
  "failedRuns" integer NOT NULL DEFAULT 0, "avgDuration" double precision, "totalTokens" integer NOT NULL DEFAULT 0,
  "totalCost" double precision NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX "AgentMetrics_agentId_date_key" ON public."AgentMetrics" ("agentId", "date");
