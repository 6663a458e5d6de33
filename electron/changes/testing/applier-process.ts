// Run by the tests as a process of its own, which ends itself by SIGKILL: ADDRESS REQUEST MESSAGE PHASE.
import { callContext } from "./change-bench.ts";
import { type KillBenchAddress, openKillBench } from "./kill-bench.ts";

const [address = "", id = "", message = "", phase = ""] = process.argv.slice(2);
const bench = openKillBench(JSON.parse(address) as KillBenchAddress, (sent, moment) => {
  if (sent === Number(message) && moment === phase) process.kill(process.pid, "SIGKILL");
});
await bench.handlers["changes.apply"]({ connectionId: "shop", id, role: "mara" }, callContext());
await bench.close();
process.stdout.write(`APPLIED ${bench.messages()}\n`);
