import { type Figure, repeat } from "../../figure.ts";
import type { Measurement } from "../../report/measurement.ts";
import { Screens } from "../../setting/screens.ts";
import { startSteward } from "../../setting/steward.ts";
import { startUnwatchedBrowser, type UnwatchedBrowser } from "../../setting/unwatched-browser.ts";

const parts = 200;
const rounds = 5;
const statement = `select sum(n) from (${Array.from(
  { length: parts },
  (_, part) => `select count(*) as n from runs where kind = 'kind ${part}'`,
).join(" union all ")}) as counted`;

/**
 * A plan of 402 nodes on screen: frames while arrows go from box to box (each chooses a node, so that tree and panel follow),
 * and how long the one frame takes in which a box becomes as wide as the picture or back, or the colours change: all are drawn again.
 */
export const icicle: Figure = {
  name: "icicle",
  measure: async (setting) => {
    const sample = await setting.sample();
    const steward = await startSteward(sample.path);
    const browser = await startUnwatchedBrowser();
    try {
      await browser.attach(async (page) => {
        await steward.openIn(page);
        const { shell, query } = new Screens(page);
        await shell.waitForCatalog();
        await shell.showSection("Query");
        await query.openNew();
        await query.type(statement);
        await query.explainAnalyze();
      });
      const nodes = Number(await browser.evaluate(`document.querySelectorAll("[data-node]").length`));
      setting.say(`a plan with ${nodes} rows in the tree`);
      return [
        await measure(browser, `frames while arrows go between the boxes of ${parts * 2 + 2} nodes`, walking, 33.4),
        await measure(browser, "frames while boxes become as wide as the picture and go back", zooming, 100),
        await measure(browser, "frames while its colours change", colouring, 100),
      ];
    } finally {
      await browser.close();
      await steward.end();
    }
  },
};

async function measure(
  browser: UnwatchedBrowser,
  what: string,
  expression: string,
  p95Ms: number,
): Promise<Measurement> {
  const values: number[] = [];
  await repeat(rounds, async () => {
    const frames = (await browser.evaluate(expression)) as readonly number[]; // it is one of the expressions below
    values.push(...frames);
    return frames.length;
  });
  return { what, unit: "ms", values, peer: null, target: { kind: "p95", value: p95Ms } };
}

/** Runs `step` once for each of so many frames, and gives how long each took. */
const framesOf = (steps: number, prepare: string, step: string) => `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  ${prepare};
  const frames = [];
  let before = await frame();
  for (let step = 0; step < ${steps}; step++) {
    ${step};
    const now = await frame();
    frames.push(now - before);
    before = now;
  }
  return frames;
})()`;

const focusFirst = `document.querySelector(".icicle-box").focus()`;
const walking = framesOf(
  100,
  `${focusFirst}; press("ArrowDown"); await frame(); press("ArrowDown")`,
  `press(step % 50 < 40 ? "ArrowRight" : "ArrowLeft")`,
);
const zooming = framesOf(40, `${focusFirst}; press("ArrowDown")`, `press(step % 2 === 0 ? "Enter" : "Escape")`);
const colouring = framesOf(
  30,
  `const choices = [...document.querySelectorAll('[aria-label="Colour of the picture"] button')]`,
  `choices[step % choices.length].click()`,
);
