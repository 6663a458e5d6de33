import { Siren, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { isEmergency, policyProblems } from "../../../../shared/changes/policy-rules.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAgo } from "../../../ui/display/format.ts";
import { EmergencyDialog } from "./emergency-dialog.tsx";

/** What of the database's policy stands in the way, what to do about it, and an emergency that lifts it. */
export function PolicyStrip({ request, role }: { readonly request: ChangeRequest; readonly role: string | null }) {
  const [isDeclaring, setIsDeclaring] = useState(false);
  const { policy, emergencies } = request;
  const now = new Date();
  const isLifted = isEmergency(policy, request, now);
  const problems = policyProblems(policy, request, now);
  const isUndecided = request.state === "open" || request.state === "approved";
  const last = emergencies.at(-1);
  if (!request.isOfThisTarget)
    return (
      <p className="decision-policy" role="status">
        <TriangleAlert aria-hidden className="decision-icon" />
        <span>
          <b>This request came along with the copy.</b> It was made for another database or branch, and neither its
          approvals nor its rehearsal count here. Submit the migrations again for this one.
        </span>
      </p>
    );
  if (!isUndecided) return null;
  return (
    <>
      {problems.map((problem) => (
        <p key={problem.kind} className="decision-policy" role="status">
          <TriangleAlert aria-hidden className="decision-icon" />
          <span className="grow">
            <b>{problem.message}</b> {problem.advice}
          </span>
          {policy.allowsEmergency && role !== null && (
            <Button isSmall variant="danger" onPress={() => setIsDeclaring(true)}>
              Declare an emergency
            </Button>
          )}
        </p>
      ))}
      {isLifted && last && (
        <p className="decision-policy" data-emergency="true" role="status">
          <Siren aria-hidden className="decision-icon" />
          <span>
            <b>Emergency, declared by {last.person}</b> {formatAgo(last.at)}: {last.reason} One approval is enough, and
            the policy's other rules rest for four hours.
          </span>
        </p>
      )}
      {isDeclaring && role !== null && (
        <EmergencyDialog request={request} role={role} onClose={() => setIsDeclaring(false)} />
      )}
    </>
  );
}
