import { useEffect, useState } from "react";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import type { LoggedStatement } from "../../../shared/ipc/topics.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useTopic } from "../../bridge/use-topic.ts";
import { addStatement, keptStatements } from "./filter-statements.ts";

/** What Steward sent since it started: the list of main, and every statement told after it was read. */
export function useStatements(connectionId: string | null): {
  readonly statements: readonly LoggedStatement[] | null;
  readonly error: AppError | null;
  readonly retry: () => void;
} {
  const answer = useRequest("statements.list", { connectionId, limit: keptStatements }, { staleMs: 0 });
  const [told, setTold] = useState<readonly LoggedStatement[]>([]);
  useTopic("statements.logged", (statement) => {
    if (connectionId === null || statement.connectionId === connectionId)
      setTold((before) => addStatement(before, statement));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another connection begins with nothing told.
  useEffect(() => setTold([]), [connectionId]);
  const statements = answer.data ? told.reduce(addStatement, answer.data) : null;
  return { statements, error: answer.error, retry: () => void answer.refetch() };
}
