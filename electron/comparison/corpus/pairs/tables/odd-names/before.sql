CREATE TABLE "a ""quoted"" name" ("select" int, "Ünïcode 漢" text);
