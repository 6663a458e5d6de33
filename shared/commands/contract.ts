import { z } from "zod";
import { declareRequest } from "../ipc/declare.ts";
import { parseKeys } from "./keys/keys.ts";
import { menuCommandIds } from "./menu-commands.ts";

const shownKeys = z.string().refine((text) => parseKeys(text) !== null, "These are no keys.");

/** The keys that the native menu shows beside its commands; null for none. */
export const menuKeysSchema = z.partialRecord(z.enum(menuCommandIds), shownKeys.nullable());

/** Keys by the ids of the menu's commands; a command that is missing shows the keys it comes with. */
export type MenuKeys = Readonly<z.infer<typeof menuKeysSchema>>;

/** Requests about commands. */
export const commandsContract = {
  /** Shows changed keys in the native menu of the host; a host without one does nothing. */
  "commands.showInMenu": declareRequest<null>()(z.strictObject({ keys: menuKeysSchema })),
};
