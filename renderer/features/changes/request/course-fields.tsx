import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import type { CourseForm, courseProblems } from "./course-form.ts";
import "./course-fields.css";

interface CourseFieldsProps {
  readonly connection: Connection;
  readonly course: CourseForm;
  readonly problems: ReturnType<typeof courseProblems>;
  readonly onChange: (course: CourseForm) => void;
}

/** What happens before, between and after the statements; approved with the bytes. */
export function CourseFields({ connection, course, problems, onChange }: CourseFieldsProps) {
  const canKeep = branchingOf(connection) !== null;
  const figure = (key: Exclude<keyof CourseForm, "makesRestorePoint">, label: string, description: string) => (
    <TextField
      label={label}
      value={course[key]}
      onChange={(value) => onChange({ ...course, [key]: value })}
      error={problems[key]}
      description={description}
      isMono
    />
  );
  return (
    <>
      <div className="course-figures">
        {figure("pauseSeconds", "Rest between transactions, s", "Others get their turn.")}
        {figure("buildMinutes", "Limit of an index build, min", "Empty lets it run.")}
        {figure("watchSeconds", "Watch afterwards, s", "Looks every 2 s; keeps a compute awake.")}
      </div>
      <Checkbox
        isSelected={course.makesRestorePoint}
        onChange={(makesRestorePoint) => onChange({ ...course, makesRestorePoint })}
        isDisabled={!canKeep}
        description={
          canKeep
            ? "A branch of the target as it is just before, kept for 7 days."
            : "This connection has no branches to keep one in."
        }
      >
        Keep a restore point first
      </Checkbox>
    </>
  );
}
