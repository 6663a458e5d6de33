import { SlidersHorizontal } from "lucide-react";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { RunChoice } from "../../../../shared/plans/running/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { RunChoiceProps } from "../../../state/plans/measuring.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";
import { choiceWords } from "./choice-words.ts";
import "./running.css";

type Serialize = "unlessHuge" | "always" | "never";

const serializing: Readonly<Record<Serialize, boolean | null>> = { unlessHuge: null, always: true, never: false };

/** Beside “Explain analyze”: how a measured run is done, and the ways to explain that run nothing. */
export function RunChoiceButton(props: RunChoiceProps) {
  const { databaseRef, choice, onChange } = props;
  const connections = useRequest("connections.list", {});
  const connection = connections.data?.find(({ id }) => id === databaseRef.connectionId);
  const hasBranches = connection !== undefined && branchingOf(connection) !== null;
  const change = (part: Partial<RunChoice>) => onChange({ ...choice, ...part });
  const words = choiceWords(choice);
  return (
    <PopoverButton
      label="How to explain"
      buttonClass="run-choice-button"
      button={
        <>
          <SlidersHorizontal aria-hidden />
          {words}
        </>
      }
    >
      {(close) => {
        const perform = (action: () => void) => () => {
          close();
          action();
        };
        return (
          <div className="run-choice">
            <Checkbox
              isSelected={choice.runs === 2}
              onChange={(isTwice) => change({ runs: isTwice ? 2 : 1 })}
              description="Cold, then warm: the second plan is judged, the first shows what the cache was worth."
            >
              Run twice
            </Checkbox>
            <Checkbox
              isSelected={choice.place === "branch"}
              isDisabled={!hasBranches}
              onChange={(isOnBranch) => change({ place: isOnBranch ? "branch" : "here" })}
              description={
                hasBranches
                  ? "Made for this run and deleted after it. There the statement may write."
                  : "This connection is one server: it has no branches."
              }
            >
              On a branch
            </Checkbox>
            <Select<Serialize>
              label="Turn the result into text, as for a client"
              value={choice.serialize === null ? "unlessHuge" : choice.serialize ? "always" : "never"}
              options={[
                { value: "unlessHuge", label: "Unless it is huge" },
                { value: "always", label: "Always" },
                { value: "never", label: "Never" },
              ]}
              description="From Postgres 17 on. It costs what reading the rows costs."
              onChange={(value) => change({ serialize: serializing[value] })}
            />
            <div className="run-choice-actions">
              <Button isSmall variant="primary" isDisabled={props.isDisabled} onPress={perform(props.onAnalyze)}>
                Explain analyze
              </Button>
              <Button isSmall isDisabled={props.isDisabled} onPress={perform(props.onEstimate)}>
                Estimate
              </Button>
              <Button isSmall isDisabled={props.isDisabled} onPress={perform(props.onGeneric)}>
                Generic plan
              </Button>
            </div>
            <p className="run-choice-note">
              An estimate runs nothing. A generic plan leaves the parameters open, as a prepared statement may (Postgres
              16 on).
            </p>
          </div>
        );
      }}
    </PopoverButton>
  );
}
