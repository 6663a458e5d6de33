import { useState } from "react";
import {
  type EnvironmentGuard,
  type EnvironmentHue,
  type EnvironmentRules,
  environmentGuards,
  environmentHues,
  withHue,
} from "../../../../shared/connections/environments.ts";
import { type Environment, environments } from "../../../../shared/connections/model.ts";
import { useEnvironmentRules } from "../../../bridge/use-environment.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { environmentLabel } from "../../../ui/display/environment-badge.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import "./environments-dialog.css";

const hueNames: Readonly<Record<EnvironmentHue, string>> = {
  rose: "Rose",
  orange: "Orange",
  cyan: "Cyan",
  slate: "Slate",
  violet: "Violet",
  olive: "Olive",
};

const guardTexts: Readonly<Record<EnvironmentGuard, { readonly label: string; readonly meaning: string }>> = {
  locked: { label: "Locked", meaning: "Read-only until unlocked with a reason; what destroys asks for a typed name." },
  careful: { label: "Careful", meaning: "Query tabs begin read-only; one press lets them write." },
  open: { label: "Open", meaning: "Query tabs may write; what destroys something still asks." },
};

/** Colour and guard of each environment, for every connection in it. */
export function EnvironmentsDialog({ onClose }: { readonly onClose: () => void }) {
  const saved = useEnvironmentRules();
  const [rules, setRules] = useState<EnvironmentRules>(saved);
  const save = useOperation("connections.setEnvironments", { invalidates: ["connections.environments"] });
  return (
    <Dialog
      title="Environments"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={save.state === "running"}
            onPress={() => void save.run({ environments: rules }).then(onClose, shownByState)}
          >
            Save
          </Button>
        </>
      }
    >
      <p className="environments-note">
        Every place that shows an environment also names it: a colour alone never says where you are. Other branches
        than a project’s default one count as development.
      </p>
      <ul className="environments-list">
        {environments.map((environment) => (
          <EnvironmentLine key={environment} environment={environment} rules={rules} onChange={setRules} />
        ))}
      </ul>
      <ErrorPanel error={save.error} />
    </Dialog>
  );
}

interface EnvironmentLineProps {
  readonly environment: Environment;
  readonly rules: EnvironmentRules;
  readonly onChange: (rules: EnvironmentRules) => void;
}

function EnvironmentLine({ environment, rules, onChange }: EnvironmentLineProps) {
  const { hue, guard } = rules[environment];
  const label = environmentLabel(environment);
  const isProduction = environment === "production";
  return (
    <li className="environments-line" data-hue={hue}>
      <span className="environments-name">
        <span className="badge badge-environment">{label}</span>
      </span>
      <Select
        label={`Colour of ${environment}`}
        isLabelHidden
        value={hue}
        options={environmentHues.map((value) => ({ value, label: hueNames[value] }))}
        onChange={(next) => onChange(withHue(rules, environment, next))}
      />
      <div className="environments-guard">
        <Select
          label={`Guard of ${environment}`}
          isLabelHidden
          isDisabled={isProduction}
          value={guard}
          options={environmentGuards.map((value) => ({
            value,
            label: guardTexts[value].label,
            description: guardTexts[value].meaning,
          }))}
          onChange={(next) => onChange({ ...rules, [environment]: { hue, guard: next } })}
        />
        <span className="environments-note">
          {guardTexts[guard].meaning}
          {isProduction && " Production is always locked."}
        </span>
      </div>
    </li>
  );
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
