import { test as base, type Page } from "@playwright/test";
import type { HostOptions } from "./host.ts";
import { type DesktopHost, type DesktopOptions, startDesktop } from "./start-desktop.ts";
import { startWeb, type WebHost } from "./start-web.ts";

/** What tests get. Every host that a test started is closed when it ends. */
export interface HostFixtures {
  startDesktop(options?: DesktopOptions): Promise<DesktopHost>;
  startWeb(options?: HostOptions): Promise<WebHost>;
  /** Keeps the page's errors; the test fails if there were any and it did not take them. */
  readonly pageErrors: { watch(page: Page): void; take(): readonly string[] };
}

/** `test` with hosts. */
export const test = base.extend<HostFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern, also when nothing is needed
  startDesktop: async ({}, use) => {
    await useStarted(startDesktop, use);
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  startWeb: async ({}, use) => {
    await useStarted(startWeb, use);
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  pageErrors: async ({}, use) => {
    const errors: string[] = [];
    await use({
      watch: (page) => {
        page.on("pageerror", (error) => errors.push(String(error)));
        page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      },
      take: () => errors.splice(0),
    });
    if (errors.length > 0) throw new Error(`The page reported errors:\n${errors.join("\n")}`);
  },
});

/** Playwright's own, so that a test imports from here only. */
export const expect = test.expect;

async function useStarted<Options, Host extends { close(): Promise<void> }>(
  start: (options?: Options) => Promise<Host>,
  use: (start: (options?: Options) => Promise<Host>) => Promise<void>,
): Promise<void> {
  const hosts: Host[] = [];
  await use(async (options) => {
    const host = await start(options);
    hosts.push(host);
    return host;
  });
  // The last one first: an earlier one owns the data folder that a later one was started on again.
  for (const host of hosts.reverse()) await host.close();
}
