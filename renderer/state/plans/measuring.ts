import type { Environment } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { PlanPlace, RunChoice, SideEffectCode } from "../../../shared/plans/running/model.ts";

/** What asks how a statement is explained. */
export interface RunChoiceProps {
  readonly databaseRef: DatabaseRef;
  readonly choice: RunChoice;
  readonly onChange: (choice: RunChoice) => void;
  readonly isDisabled: boolean;
  readonly onAnalyze: () => void;
  readonly onEstimate: () => void;
  readonly onGeneric: () => void;
}

/** What asks where a statement that writes is measured. */
export interface MeasureQuestionProps {
  readonly databaseRef: DatabaseRef;
  readonly sql: string;
  readonly environment: Environment;
  readonly onClose: () => void;
  readonly onEstimate: () => void;
  readonly onMeasure: (place: PlanPlace, confirmedEffects: readonly SideEffectCode[]) => void;
}
