import { FilePlus2 } from "lucide-react";
import { useState } from "react";
import type { SchemaComparison } from "../../../../shared/comparison/schema-model.ts";
import type { ScriptForm, ScriptStatement } from "../../../../shared/comparison/script-model.ts";
import { migrationTexts, scriptText } from "../../../../shared/comparison/script-text.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { useIntents } from "../../../state/intents.ts";
import { showToast } from "../../../state/toasts.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { FormDialog } from "../../../ui/overlays/form-dialog.tsx";

interface MakeMigrationProps {
  /** The connection whose folder gets it. */
  readonly connectionId: string;
  readonly title: string;
  readonly form: ScriptForm;
  readonly statements: readonly ScriptStatement[];
  /** The comparison the other way round: its script is the way back. */
  readonly back: () => Promise<SchemaComparison>;
}

/**
 * Makes the script a migration: a draft in Changes where it is one, files in the folder where each step has to be committed
 * before the next.
 */
export function MakeMigration(props: MakeMigrationProps) {
  const { title, form, statements, back } = props;
  const [isAsking, setIsAsking] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const texts = migrationTexts(statements);
  const propose = async () => {
    setIsBusy(true);
    try {
      const reverse = await back();
      const down = form === "online" ? reverse.onlineStatements : reverse.statements;
      const downSql = reverse.scriptError === null && migrationTexts(down).length === 1 ? scriptText(down) : null;
      const upSql = texts[0] ?? "";
      useIntents.getState().proposeMigration({ title, upSql, downSql, reason: `From a comparison: ${title}.` });
    } catch (error) {
      showToast({ tone: "error", text: asAppError(error).message });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <Button
        icon={FilePlus2}
        isDisabled={isBusy}
        onPress={() => (texts.length > 1 ? setIsAsking(true) : void propose())}
      >
        {texts.length > 1 ? `Make ${texts.length} migrations` : "Make a migration"}
      </Button>
      {isAsking && <WriteMigrations {...props} texts={texts} onClose={() => setIsAsking(false)} />}
    </>
  );
}

interface WriteMigrationsProps extends MakeMigrationProps {
  readonly texts: readonly string[];
  readonly onClose: () => void;
}

function WriteMigrations({ connectionId, texts, onClose }: WriteMigrationsProps) {
  const bridge = useBridge();
  const [name, setName] = useState("");
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly error: string | null }>({
    isBusy: false,
    error: null,
  });
  const isNamed = /^[a-z0-9][a-z0-9_]{0,80}$/.test(name);
  const write = async () => {
    setState({ isBusy: true, error: null });
    try {
      for (const [at, upSql] of texts.entries())
        await bridge.request("changes.create", { connectionId, name: `${name}_${at + 1}`, upSql, downSql: null });
      showToast({ tone: "success", text: `${texts.length} migrations were written.` });
      onClose();
      useWorkspace.getState().showSection("changes");
    } catch (error) {
      setState({ isBusy: false, error: asAppError(error).message });
    }
  };
  return (
    <FormDialog
      title="Make migrations"
      submitLabel={`Write ${texts.length} migrations`}
      isBlocked={!isNamed || state.isBusy}
      onSubmit={() => void write()}
      onClose={onClose}
    >
      <p>
        Each of these steps has to be committed before the next one begins, so that no lock is held while rows are read.
        They become {texts.length} migrations in the connection's folder, without down scripts.
      </p>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        autoFocus
        isMono
        description="Small letters, digits and _. Each gets a number behind it."
        error={state.error ?? (name !== "" && !isNamed ? "Only small letters, digits and _." : null)}
      />
    </FormDialog>
  );
}
