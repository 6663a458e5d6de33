-- NeonHub's named models as Prisma makes them. Prisma makes no index for a relation, so most foreign keys have none.
CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;

CREATE TYPE public."AgentKind" AS ENUM ('COPILOT', 'WORKFLOW', 'ANALYST');
CREATE TYPE public."AgentStatus" AS ENUM ('DRAFT', 'ACTIVE', 'PAUSED', 'DISABLED');
CREATE TYPE public."ConsentStatus" AS ENUM ('granted', 'revoked', 'denied', 'pending');
CREATE TYPE public."ContentKind" AS ENUM ('article', 'email', 'social_script', 'ad_copy');
CREATE TYPE public."MarketingCampaignType" AS ENUM ('email', 'social', 'ppc', 'content');
CREATE TYPE public."MarketingCampaignStatus" AS ENUM ('draft', 'scheduled', 'active', 'paused', 'completed');
CREATE TYPE public."MarketingLeadStatus" AS ENUM ('new', 'contacted', 'qualified', 'converted', 'lost');
CREATE TYPE public."MarketingLeadGrade" AS ENUM ('A', 'B', 'C', 'D', 'F');
CREATE TYPE public."ConnectorKind" AS ENUM ('EMAIL', 'SMS', 'WHATSAPP', 'REDDIT', 'INSTAGRAM', 'FACEBOOK', 'X', 'YOUTUBE',
  'TIKTOK', 'GOOGLE_ADS', 'GOOGLE_SEARCH_CONSOLE', 'SHOPIFY', 'STRIPE', 'SLACK', 'DISCORD', 'LINKEDIN');

CREATE TABLE public."User" (
  "id" text PRIMARY KEY, "name" text, "email" text, "emailVerified" timestamp(3), "image" text,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);
CREATE UNIQUE INDEX "User_email_key" ON public."User" ("email");

CREATE TABLE public."Workspace" (
  "id" text PRIMARY KEY, "name" text NOT NULL, "slug" text NOT NULL,
  "ownerId" text NOT NULL REFERENCES public."User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);
CREATE UNIQUE INDEX "Workspace_slug_key" ON public."Workspace" ("slug");

CREATE TABLE public."Agent" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" text NOT NULL, "kind" public."AgentKind" NOT NULL, "status" public."AgentStatus" NOT NULL, "prompt" text NOT NULL, "config" jsonb,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);

CREATE TABLE public."AgentRun" (
  "id" text PRIMARY KEY,
  "agentId" text NOT NULL REFERENCES public."Agent" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "input" jsonb NOT NULL, "output" jsonb, "status" text NOT NULL,
  "startedAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "completedAt" timestamp(3), "errorMessage" text, "metrics" jsonb
);

CREATE TABLE public."ToolExecution" (
  "id" text PRIMARY KEY,
  "agentRunId" text NOT NULL REFERENCES public."AgentRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "toolName" text NOT NULL, "input" jsonb NOT NULL, "output" jsonb, "status" text NOT NULL,
  "startedAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "completedAt" timestamp(3)
);

CREATE TABLE public."Person" (
  "id" text PRIMARY KEY,
  "workspaceId" text NOT NULL REFERENCES public."Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "firstName" text, "lastName" text, "locale" text DEFAULT 'en-US', "timezone" text DEFAULT 'UTC',
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "updatedAt" timestamp(3) NOT NULL
);

CREATE TABLE public."Identity" (
  "id" text PRIMARY KEY,
  "personId" text NOT NULL REFERENCES public."Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "type" text NOT NULL, "value" text NOT NULL, "verified" boolean NOT NULL DEFAULT false, "primary" boolean NOT NULL DEFAULT false,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "Identity_personId_type_value_key" ON public."Identity" ("personId", "type", "value");

CREATE TABLE public."Consent" (
  "id" text PRIMARY KEY,
  "personId" text NOT NULL REFERENCES public."Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "channel" text NOT NULL, "scope" text NOT NULL, "status" public."ConsentStatus" NOT NULL, "source" text,
  "timestamp" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE public."MemEmbedding" (
  "id" text PRIMARY KEY,
  "personId" text NOT NULL REFERENCES public."Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "kind" text NOT NULL, "text" text NOT NULL, "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
