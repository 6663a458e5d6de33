import type { Figure } from "../figure.ts";
import type { BenchSetting } from "../setting/bench-setting.ts";
import { findPeers, type Peer } from "../setting/peer.ts";
import { readMemoryMb, watchMemory } from "../setting/process-memory.ts";
import { Screens } from "../setting/screens.ts";
import { type Steward, startSteward } from "../setting/steward.ts";
import { startUnwatchedBrowser, type UnwatchedBrowser } from "../setting/unwatched-browser.ts";

const rounds = 5;
const sql = "SELECT * FROM million_rows";

/** A query tab that reads 1,000,000 rows of 10 columns to the end, beside others that read the same, turn by turn. */
export const stream: Figure = {
  name: "stream",
  measure: async (setting) => {
    const server = await setting.server();
    const peers = findPeers(server);
    const [first] = peers;
    const { own, main, page, peerMs } = await takeTurns(setting, peers);
    const none = { peer: null, target: null };
    const target = { kind: "ratio", value: 1.25 } as const;
    return [
      ...peers.map((peer) => ({
        what: `1,000,000 x 10 into a query tab, against ${peer.name}`,
        unit: "ms" as const,
        values: own,
        peer: { name: peer.name, values: peerMs.get(peer) ?? [] },
        target: peer === first ? target : null,
      })),
      {
        what: "main's longest work in one turn meanwhile",
        unit: "ms",
        values: main.busyMs,
        ...none,
        target: { kind: "under", value: 50 },
      },
      {
        what: "main's memory, growth at the peak",
        unit: "MB",
        values: main.growthMb,
        ...none,
        target: { kind: "under", value: 150 },
      },
      { what: "main's memory, growth afterwards", unit: "MB", values: main.leftMb, ...none },
      { what: "the page's memory, growth with all rows held", unit: "MB", values: page.growthMb, ...none },
    ];
  },
};

interface Turns {
  readonly own: number[];
  readonly main: { readonly busyMs: number[]; readonly growthMb: number[]; readonly leftMb: number[] };
  readonly page: { readonly growthMb: number[] };
  readonly peerMs: Map<Peer, number[]>;
}

async function takeTurns(setting: BenchSetting, peers: readonly Peer[]): Promise<Turns> {
  const [sample, server] = [await setting.sample(), await setting.server()];
  const steward = await startSteward(sample.path);
  const browser = await startUnwatchedBrowser();
  const turns: Turns = {
    own: [],
    main: { busyMs: [], growthMb: [], leftMb: [] },
    page: { growthMb: [] },
    peerMs: new Map(peers.map((peer) => [peer, []])),
  };
  try {
    await browser.attach(async (page) => {
      await steward.openIn(page);
      await openQuery(new Screens(page), () => steward.connectTo(server, "Bench stream"));
    });
    for (let round = 0; round < rounds; round++) {
      for (const peer of peers) turns.peerMs.get(peer)?.push(await peer.read(sql));
      await takeOwnTurn(steward, browser, turns);
      setting.say(`round ${round + 1}: ${Math.round(turns.own.at(-1) ?? 0)} ms`);
    }
    return turns;
  } finally {
    await browser.close();
    await steward.end();
  }
}

async function openQuery(screens: Screens, connect: () => Promise<void>): Promise<void> {
  await screens.goToSample();
  await connect();
  await screens.chooseConnection("Bench stream");
  await screens.waitForTable("million_rows");
  await screens.shell.showSection("Query");
  await screens.query.openNew();
  await screens.query.type(sql);
}

const readOn = "Run again and read on to the end";
const pressReadOn = `[...document.querySelectorAll("button")].find((one) => one.textContent === "${readOn}").click()`;

/** The tab reads 10,000 rows first; the button below them reads all, and is pressed when nobody watches any more. */
async function takeOwnTurn(steward: Steward, browser: UnwatchedBrowser, turns: Turns): Promise<void> {
  await browser.attach(async (page) => {
    await new Screens(page).query.run();
    await page.getByRole("button", { name: readOn }).waitFor();
    await page.requestGC();
  });
  const before = { main: readMemoryMb(steward.pid), page: await browser.readPagesMb() };
  await steward.readEventLoop(true);
  const memory = watchMemory(steward.pid);
  const sight = { selector: ".rows-foot", text: /^1,000,000 rows in /, from: "click" } as const;
  turns.own.push(await browser.time(pressReadOn, sight));
  turns.main.growthMb.push(memory.end() - before.main);
  turns.main.busyMs.push((await steward.readEventLoop(false)).maxBusyMs);
  turns.main.leftMb.push(readMemoryMb(steward.pid) - before.main);
  turns.page.growthMb.push((await browser.readPagesMb()) - before.page);
}
