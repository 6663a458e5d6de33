import type { changesContract } from "../../shared/changes/contract.ts";
import { defaultPolicy } from "../../shared/changes/review-model.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { HandlerParts } from "./handler-parts.ts";
import { ensureLedger } from "./ledger/install-ledger.ts";
import { readOwner, readPolicy } from "./ledger/read-policy.ts";
import { addThreadEntry, declareEmergency, setPolicy } from "./ledger/write-requests.ts";

type TalkChannel = "changes.thread" | "changes.policy" | "changes.setPolicy" | "changes.declareEmergency";

/** Answers what is said about a request, and what is asked of all of them. */
export function talkHandlers(parts: HandlerParts): Pick<Handlers<typeof changesContract>, TalkChannel> {
  const { databases, targetOf, afterChange, readLedger } = parts;
  const policyOf = async (connectionId: string) =>
    (await readLedger(connectionId, "policy", null, readPolicy)) ?? {
      current: defaultPolicy,
      recorded: [],
      owner: await databases.read({ connectionId }, "ledger: owner", readOwner),
    };
  return {
    "changes.thread": async ({ connectionId, id, role, ...entry }) => {
      await addThreadEntry(targetOf(connectionId, role), entry);
      return await afterChange(connectionId, id);
    },
    "changes.policy": ({ connectionId }) => policyOf(connectionId),
    "changes.setPolicy": async ({ connectionId, role, policy }) => {
      const target = targetOf(connectionId, role);
      await ensureLedger(target, parts.ledgerMigrationsFolder);
      await setPolicy(target, policy);
      parts.changed(connectionId);
      return await policyOf(connectionId);
    },
    "changes.declareEmergency": async ({ connectionId, role, ...emergency }) => {
      await declareEmergency(targetOf(connectionId, role), emergency);
      return await afterChange(connectionId, emergency.id);
    },
  };
}
