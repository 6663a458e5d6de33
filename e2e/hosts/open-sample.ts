import { Shell } from "../pages/shell.ts";
import { prepareSampleFolder } from "./sample-folder.ts";
import { startWeb, type WebHost } from "./start-web.ts";

/** The sample workspace, complete and opened in a browser. */
export interface OpenSample {
  readonly page: WebHost["page"];
  readonly shell: Shell;
  readonly dataFolder: string;
  /** Ends the host, and then removes the data folder. */
  close(): Promise<void>;
}

/** Opens the sample workspace for all tests of a file. `prepare` may change the data folder before the host starts. */
export async function openSample(prepare?: (dataFolder: string) => Promise<void>): Promise<OpenSample> {
  const folder = await prepareSampleFolder();
  await prepare?.(folder.path);
  const { page, close } = await startWeb({ dataFolder: folder.path });
  const shell = new Shell(page);
  await shell.waitForCatalog();
  return {
    page,
    shell,
    dataFolder: folder.path,
    close: async () => {
      await close();
      folder.remove();
    },
  };
}
