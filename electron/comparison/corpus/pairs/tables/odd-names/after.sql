CREATE TABLE "a ""quoted"" name" ("select" int, "Ünïcode 漢" text, "semi;colon -- x" int);
CREATE INDEX "i""x" ON "a ""quoted"" name" ("select");
