import { useMemo } from "react";
import type { EditableTable } from "../../../../shared/edits/model.ts";
import type { StagedEdits } from "../../../../shared/edits/staged.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useSettled } from "../../../ui/use-settled.ts";
import type { EditTarget } from "../edit-target.ts";
import type { FindProblem } from "./overlay.ts";
import { type StagedText, textKey, textsToCheck } from "./staged-texts.ts";

/** A staged text that the server would not take, and why. */
export interface ValueProblem extends StagedText {
  readonly message: string;
}

const settleMs = 250;

/** What the server would refuse of the staged texts; asked for when nothing was staged for a moment. */
export function useValueChecks(target: EditTarget, table: EditableTable | null, edits: StagedEdits) {
  const { ref, schema, name } = target;
  const texts = useMemo(() => textsToCheck(edits, table?.columns ?? []), [edits, table]);
  const values = useSettled(texts, settleMs);
  const { data } = useRequest(
    "edits.check",
    { ref, schema, name, values: [...values] },
    { enabled: values.length > 0, staleMs: 60_000 },
  );
  return useMemo(() => {
    const problems = values.flatMap((value, index): ValueProblem[] => {
      const verdict = data?.[index];
      return verdict?.kind === "refused" ? [{ ...value, message: verdict.message }] : [];
    });
    const byText = new Map(problems.map((problem) => [textKey(problem.column, problem.text), problem.message]));
    const findProblem: FindProblem = (column, text) => byText.get(textKey(column, text));
    return { problems, findProblem };
  }, [values, data]);
}
