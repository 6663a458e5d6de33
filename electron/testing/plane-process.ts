import { headCopy } from "../../shared/branches/model.ts";
// Run by the tests as a process of its own, which they kill: `plane-process.ts DATA_FOLDER serve|create|delete|rehearse`.
import { openEmbeddedControlPlane } from "../control-planes/embedded/embedded-control-plane.ts";
import { mainId, projectId, projectRequest } from "./plane-folder.ts";

const [dataFolder = "", action = ""] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const plane = await openEmbeddedControlPlane({ dataFolder, log: say });
say("OPEN");
if ((await plane.listProjects()).length === 0)
  await plane.createProject(projectRequest, { report: ({ step }) => say(`STEP ${step}`) });
await plane.startCompute(projectId, mainId);
say("STARTED");
const request = (name: string, purpose: "work" | "rehearsal") => ({
  projectId,
  parentId: mainId,
  name,
  timeToLiveSeconds: null,
  ...headCopy,
  purpose,
});
if (action === "create")
  await plane.createBranch(request("made", "work"), { report: ({ step }) => say(`STEP ${step}`) });
if (action === "rehearse") await plane.createBranch(request("thrown away", "rehearsal"));
if (action === "delete") {
  const branch = await plane.createBranch(request("deleted", "work"));
  say("DELETING");
  await plane.deleteBranch(projectId, branch.id);
}
say("READY");
setInterval(() => undefined, 60_000);
