import { afterAll, beforeAll, expect, it } from "vitest";
import { headCopy } from "../../../../shared/branches/model.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const sql = async (branchId: string, database: string, text: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, database), text);

const makings = [
  `CREATE SCHEMA "odd ""s"`,
  `CREATE TABLE "odd ""s"."t; --" (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, note text)`,
  `INSERT INTO "odd ""s"."t; --" (note) SELECT 'secret ' || n FROM generate_series(1, 100) n`,
  "CREATE TABLE public.parent (id int PRIMARY KEY, child int)",
  "CREATE TABLE public.child (id int PRIMARY KEY, parent int REFERENCES public.parent)",
  "ALTER TABLE public.parent ADD FOREIGN KEY (child) REFERENCES public.child DEFERRABLE INITIALLY DEFERRED",
  "INSERT INTO public.parent VALUES (1, NULL)",
  "INSERT INTO public.child VALUES (1, 1)",
  "CREATE TABLE public.part (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
  "CREATE TABLE public.part_1 PARTITION OF public.part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
  "INSERT INTO public.part VALUES (1, '2026-05-05')",
  "CREATE TABLE public.refers (id int, at date, FOREIGN KEY (id, at) REFERENCES public.part)",
  "INSERT INTO public.refers VALUES (1, '2026-05-05')",
  "CREATE UNLOGGED TABLE public.unlogged AS SELECT 1 AS n",
  "CREATE SEQUENCE public.free START 50",
  "SELECT nextval('public.free'), nextval('public.free')",
  "CREATE MATERIALIZED VIEW public.sums AS SELECT count(*) FROM public.parent",
  "CREATE VIEW public.shown AS SELECT * FROM public.parent",
  "SELECT lo_from_bytea(0, 'large secret')",
  "CREATE TABLE public.fired (n int)",
  "CREATE FUNCTION public.fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fired'; END $$",
  "CREATE TRIGGER fire BEFORE TRUNCATE ON public.parent EXECUTE FUNCTION public.fire()",
  "CREATE TRIGGER always BEFORE TRUNCATE ON public.child EXECUTE FUNCTION public.fire()",
  "ALTER TABLE public.child ENABLE ALWAYS TRIGGER always",
  "ANALYZE",
];

const rows = `SELECT (SELECT count(*) FROM "odd ""s"."t; --") + (SELECT count(*) FROM public.parent) + (SELECT count(*) FROM public.child)
  + (SELECT count(*) FROM public.part) + (SELECT count(*) FROM public.refers) + (SELECT count(*) FROM public.unlogged)`;

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(hastyProjectRequest);
  for (const name of ["shop", "second"]) await plane.createDatabase(projectId, mainId, { name, owner: "app_owner" });
  for (const making of makings) await sql(mainId, "shop", making);
  await sql(mainId, "second", "CREATE TABLE public.t AS SELECT 1 AS n");
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

it("a branch with its parent's schema only has every object and no row, and is a root", async () => {
  const before = await sql(mainId, "shop", rows);
  const request = { projectId, parentId: mainId, name: "empty", timeToLiveSeconds: null, ...headCopy };
  const branch = await plane.createBranch({ ...request, content: "schemaOnly", purpose: "work" });
  expect(branch).toMatchObject({ parentId: null, content: "schemaOnly", isDefault: false });
  expect(branch.restrictions.map(({ action }) => action)).toEqual(["reset"]);
  const one = async (text: string, database = "shop") => (await sql(branch.id, database, text))[0]?.[0];
  expect({
    rows: await one(rows),
    second: await one("SELECT count(*) FROM public.t", "second"),
    populated: await one("SELECT relispopulated FROM pg_class WHERE relname = 'sums'"),
    large: await one("SELECT count(*) FROM pg_largeobject_metadata"),
    statistics: await one("SELECT count(*) FROM pg_stats WHERE schemaname !~ '^pg_|information_schema'"),
    next: await one("SELECT nextval('public.free')"),
    identity: await one(`INSERT INTO "odd ""s"."t; --" (note) VALUES ('new') RETURNING id`),
    triggers: await one(
      "SELECT string_agg(tgname || tgenabled::text, ',' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal",
    ),
    owner: await one("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'shop'"),
  }).toEqual({
    rows: "0",
    second: "0",
    populated: "f",
    large: "0",
    statistics: "0",
    next: "50",
    identity: "1",
    triggers: "alwaysA,fireO",
    owner: "app_owner",
  });
  expect(await plane.listDatabases(projectId, branch.id)).toHaveLength(2);
  expect([before, await sql(mainId, "shop", rows)]).toEqual([[["105"]], before]);
  await plane.deleteBranch(projectId, branch.id);
});
