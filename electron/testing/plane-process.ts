// Run by the tests as a process of its own, which they kill: `plane-process.ts DATA_FOLDER ACTION`.
import { headCopy } from "../../shared/branches/model.ts";
import {
  type EmbeddedControlPlane,
  openEmbeddedControlPlane,
} from "../control-planes/embedded/embedded-control-plane.ts";
import { mainId, projectId, projectRequest } from "./plane-folder.ts";

const [dataFolder = "", action = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const call = { report: ({ step }: { readonly step: string }) => say(`STEP ${step}`) };

const plane = await openEmbeddedControlPlane({ dataFolder, log: say });
say("OPEN");
if ((await plane.listProjects()).length === 0) await plane.createProject(projectRequest, call);
await plane.startCompute(projectId, mainId);
say("STARTED");
const create = (name: string, purpose: "work" | "rehearsal" = "work") =>
  plane.createBranch({ projectId, parentId: mainId, name, timeToLiveSeconds: null, ...headCopy, purpose }, call);
const find = async (name: string) => {
  const found = (await plane.listBranches(projectId)).find((branch) => branch.name === name);
  if (!found) throw new Error(`There is no branch ${name}.`);
  return found;
};

/** What the tests kill it in the middle of. Those on "work" find that branch made by the test. */
const actions: Readonly<Record<string, (own: EmbeddedControlPlane) => Promise<unknown>>> = {
  serve: async () => undefined,
  create: () => create("made"),
  rehearse: () => create("thrown away", "rehearsal"),
  delete: async () => {
    const branch = await create("deleted");
    say("DELETING");
    await plane.deleteBranch(projectId, branch.id);
  },
  remove: async () => plane.deleteBranch(projectId, (await find("work")).id, call),
  reset: async () => plane.resetBranch(projectId, (await find("work")).id, call),
  restore: async () => {
    const { id } = await find("work");
    const request = { sourceBranchId: mainId, point: { kind: "head" }, preserveUnder: "before" } as const;
    await plane.restoreBranch(projectId, id, request, call);
  },
  snapshot: async () => plane.createSnapshot(projectId, (await find("work")).id, "kept", null, call),
};

say("BEGIN");
await actions[action]?.(plane);
say("READY");
setInterval(() => undefined, 60_000);
