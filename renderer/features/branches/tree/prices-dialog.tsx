import { useState } from "react";
import { type BranchPrices, branchPricesSchema, defaultBranchPrices } from "../../../../shared/branches/prices.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";
import "../create/branch-form.css";

const fields: readonly { readonly key: Exclude<keyof BranchPrices, "asOf">; readonly label: string }[] = [
  { key: "storageGbMonth", label: "Storage, $ for a GB and month" },
  { key: "computeUnitHour", label: "Compute, $ for a unit and hour awake" },
  { key: "computeUnits", label: "Compute units of an awake branch" },
  { key: "extraBranchMonth", label: "Further branches, $ for each and month" },
  { key: "includedBranches", label: "Branches that are included" },
  { key: "historyGbMonth", label: "History, $ for a GB and month" },
  { key: "snapshotGbMonth", label: "Snapshots, $ for a GB and month" },
];

/** The prices that costs are estimated with. They are kept with the workspace. */
export function PricesDialog({ onClose }: { readonly onClose: () => void }) {
  const kept = useWorkspace((workspace) => workspace.branchPrices);
  const setBranchPrices = useWorkspace((workspace) => workspace.setBranchPrices);
  const [texts, setTexts] = useState(() => textsOf(kept ?? defaultBranchPrices));
  const numbers = Object.fromEntries(
    fields.map(({ key }) => [key, texts[key].trim() === "" ? null : Number(texts[key])]),
  );
  const read = branchPricesSchema.safeParse({ ...numbers, asOf: texts.asOf });
  const wrong = new Set(read.error?.issues.map(({ path }) => path[0]));
  const save = () => {
    if (!read.success) return;
    setBranchPrices(read.data);
    onClose();
  };
  return (
    <FormDialog
      title="Prices for estimates"
      size="small"
      submitLabel="Save"
      isBlocked={!read.success}
      onSubmit={save}
      onClose={onClose}
      extra={
        <Button variant="quiet" onPress={() => setTexts(textsOf(defaultBranchPrices))}>
          Those of Steward
        </Button>
      }
    >
      <p className="branch-form-note">
        An estimate is what is kept or was used, times these prices. Traffic is not in it; the bill is what your control
        plane says.
      </p>
      <TextField
        label="As of"
        type="date"
        value={texts.asOf}
        onChange={(asOf) => setTexts({ ...texts, asOf })}
        error={wrong.has("asOf") ? "Give the day on which you looked at the list." : null}
      />
      {fields.map(({ key, label }) => (
        <TextField
          key={key}
          label={label}
          value={texts[key]}
          onChange={(text) => setTexts({ ...texts, [key]: text })}
          error={wrong.has(key) ? "Give a number, not below zero." : null}
        />
      ))}
    </FormDialog>
  );
}

function textsOf(prices: BranchPrices): Readonly<Record<keyof BranchPrices, string>> {
  return {
    asOf: prices.asOf,
    storageGbMonth: String(prices.storageGbMonth),
    computeUnitHour: String(prices.computeUnitHour),
    computeUnits: String(prices.computeUnits),
    extraBranchMonth: String(prices.extraBranchMonth),
    includedBranches: String(prices.includedBranches),
    historyGbMonth: String(prices.historyGbMonth),
    snapshotGbMonth: String(prices.snapshotGbMonth),
  };
}
