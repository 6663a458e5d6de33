/** One step of the shutdown. */
export interface Ending {
  readonly name: string;
  run(): Promise<unknown>;
}

/**
 * Runs the steps one after the other. A step that fails or takes longer than `limitMs` is logged and does not keep the
 * later ones from running: a hung session must not leave servers behind.
 */
export async function endInOrder(
  endings: readonly Ending[],
  log: (line: string) => void,
  limitMs = 8_000,
): Promise<void> {
  for (const { name, run } of endings) {
    try {
      await within(limitMs, run());
    } catch (error) {
      log(`ending ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`took longer than ${limitMs} ms`)), limitMs);
    work.then(() => resolve(), reject).finally(() => clearTimeout(timer));
  });
}
