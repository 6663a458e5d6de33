import { useState } from "react";
import { apiUrlSchema } from "../../../shared/accounts/contract.ts";
import type { Account } from "../../../shared/accounts/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { TextField } from "../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../ui/frame/section.tsx";
import { FormDialog } from "../../ui/overlays/form-dialog.tsx";
import "./accounts.css";
import { isCompleteKey, KeyField } from "./key-field.tsx";

interface AddAccountProps {
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onAdded: (account: Account) => void;
}

interface PlaceForm {
  readonly apiUrl: string;
  readonly computes: string;
  readonly certificateFile: string;
}

/** Adds an account by its API key. Neon is asked at once who the key is. */
export function AddAccount({ onBack, onClose, onAdded }: AddAccountProps) {
  const [key, setKey] = useState("");
  const [place, setPlace] = useState<PlaceForm>({ apiUrl: "", computes: "", certificateFile: "" });
  const add = useOperation("accounts.add", { invalidates: ["accounts.list"] });
  const read = readPlace(place);
  const run = () => {
    if (read.ok) void add.run({ key: key.trim(), ...read.fields }).then(onAdded, shownByState);
  };
  return (
    <FormDialog
      title="Add a Neon account"
      submitLabel={add.state === "running" ? "Asking Neon" : "Add account"}
      isBlocked={!(isCompleteKey(key) && read.ok) || add.state === "running"}
      onSubmit={run}
      onClose={onClose}
      back={{ label: "Back", onPress: onBack }}
    >
      <p className="account-note">
        Make a key in Neon's console under Account settings or Organization settings. A key of one project is enough for
        its branches, and reaches nothing else.
      </p>
      <KeyField value={key} onChange={setKey} />
      <PanelSection title="Another address" isCollapsible isInitiallyOpen={false}>
        <PlaceFields place={place} problem={read.ok ? null : read.problem} onChange={setPlace} />
      </PanelSection>
      <ErrorPanel error={add.error} />
    </FormDialog>
  );
}

interface PlaceFieldsProps {
  readonly place: PlaceForm;
  readonly problem: string | null;
  readonly onChange: (place: PlaceForm) => void;
}

function PlaceFields({ place, problem, onChange }: PlaceFieldsProps) {
  const set = (changes: Partial<PlaceForm>) => onChange({ ...place, ...changes });
  return (
    <div className="account-form">
      <TextField
        label="API address"
        value={place.apiUrl}
        onChange={(apiUrl) => set({ apiUrl })}
        placeholder="https://console.neon.tech/api/v2"
        description="For an API on this computer. The key is sent there and nowhere else."
        error={problem}
        isMono
      />
      <TextField
        label="Computes through"
        value={place.computes}
        onChange={(computes) => set({ computes })}
        placeholder="127.0.0.1:5432"
        description="Host and port of a proxy for all computes. Empty uses their own names."
        isMono
      />
      <TextField
        label="Certificate authority of the proxy"
        value={place.certificateFile}
        onChange={(certificateFile) => set({ certificateFile })}
        placeholder="/home/you/proxy-ca.pem"
        isMono
      />
    </div>
  );
}

function readPlace({ apiUrl, computes, certificateFile }: PlaceForm) {
  const url = apiUrl.trim() === "" ? null : apiUrlSchema.safeParse(apiUrl);
  if (url && !url.success) return { ok: false, problem: "An https:// address, or http:// on this computer." } as const;
  const way = /^(.+):(\d{1,5})$/.exec(computes.trim());
  if (computes.trim() !== "" && !way) return { ok: false, problem: "Computes through: write host:port." } as const;
  const [, host = "", port = ""] = way ?? [];
  const rootCertificateFile = certificateFile.trim() === "" ? null : certificateFile.trim();
  const dataPlane = way ? { host, port: Number(port), rootCertificateFile } : null;
  return { ok: true, fields: { apiUrl: url?.data ?? null, dataPlane } } as const;
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
