import { NeonAccounts, type NeonAccountsOptions } from "../../accounts/neon-accounts.ts";
import type { ControlPlaneSource } from "./control-planes.ts";

/** The user's Neon accounts, and as what their projects are found. */
export async function openNeonAccounts(
  options: NeonAccountsOptions,
): Promise<{ readonly accounts: NeonAccounts; readonly source: ControlPlaneSource }> {
  const accounts = await NeonAccounts.open(options);
  return { accounts, source: { planes: () => accounts.planesInUse(), find: (id) => accounts.find(id) } };
}
