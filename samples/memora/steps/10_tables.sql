-- Memora's tables as Prisma makes them: quoted names, text ids, the indexes of the model and no more.
CREATE TABLE public."Chat" (
  "id" text PRIMARY KEY,
  "userId" text NOT NULL,
  "title" text NOT NULL,
  "model" text NOT NULL,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "Chat_userId_idx" ON public."Chat" ("userId");

CREATE TABLE public."Message" (
  "id" text PRIMARY KEY,
  "chatId" text NOT NULL,
  "role" text NOT NULL,
  "content" text NOT NULL,
  "tokens" integer,
  CONSTRAINT "Message_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES public."Chat" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Message_chatId_idx" ON public."Message" ("chatId");

CREATE TABLE public."Context" (
  "id" text PRIMARY KEY,
  "userId" text NOT NULL,
  "name" text NOT NULL,
  "data" jsonb NOT NULL
);
CREATE INDEX "Context_userId_idx" ON public."Context" ("userId");

CREATE TABLE public."CostEntry" (
  "id" text PRIMARY KEY,
  "userId" text NOT NULL,
  "provider" text NOT NULL,
  "tokens" integer NOT NULL,
  "costUsd" decimal(65, 30) NOT NULL,
  "metadata" jsonb,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "CostEntry_userId_createdAt_idx" ON public."CostEntry" ("userId", "createdAt" DESC);
