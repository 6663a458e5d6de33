import type { MenuKeys } from "../../shared/commands/contract.ts";
import type { WithoutCipher } from "../../shared/connections/contract.ts";
import type { Topics } from "../../shared/ipc/topics.ts";
import type { FileQuestion } from "../../shared/transfer/files-model.ts";
import type { Clipboard } from "../branches/passing-clipboard.ts";
import type { DatabaseProcessHandle } from "../postgres/process/handle.ts";
import type { SecretCipher } from "../storage/vault.ts";

/** Everything the app needs of its host. Nothing else in `electron/` outside the hosts may know which host runs. */
export interface Platform {
  readonly host: "desktop" | "web" | "cli";
  /** Absolute path of the data folder (mode 0700). */
  readonly dataFolder: string;
  /** Folder that holds `samples/` and `migrations/` (the checkout, or the packaged resources). */
  readonly resourcesFolder: string;
  /** The vault's cipher; null where the operating system has no safe one. */
  readonly cipher: SecretCipher | null;
  /** Why there is no cipher. */
  readonly withoutCipher?: WithoutCipher | undefined;
  /** Starts a database process; null means that sessions run in this process (CLI, tests). */
  readonly startDatabaseProcess: (() => DatabaseProcessHandle) | null;
  /** The built entry of the parser's thread; null means that scripts are parsed in this thread (tests). */
  readonly parserThread: string | null;
  /** Asks for a file or folder of rows; null where the host has no window to ask in. Answers null when it was put away. */
  readonly chooseFile: ((question: FileQuestion) => Promise<string | null>) | null;
  /** Tells every client, or only the one named. */
  emit<Name extends keyof Topics>(topic: Name, payload: Topics[Name], clientId?: string): void;
  /** The system's clipboard; missing where the host has none. */
  readonly clipboard?: Clipboard;
  /** Offers a text to the page's browser as a file, once; gives the path on the host's origin. Missing on other hosts. */
  offerFile?(name: string, text: string): string;
  /** Shows changed keys in the host's own menu; missing where there is none. */
  showMenuKeys?(keys: MenuKeys): void;
  /** One line for the host's log; already redacted. */
  log(line: string): void;
}
