import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type HistorySettings, historyDays } from "../../../shared/history/model.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../bridge/use-request.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Checkbox } from "../../ui/controls/checkbox.tsx";
import { Select } from "../../ui/controls/select.tsx";
import { formatAmount, formatBytes } from "../../ui/display/format.ts";

/** Whether runs are kept and how long; and the way to delete them all (of one connection where it is named). */
export function HistorySettingsBar({ connectionId }: { readonly connectionId: string | null }) {
  const bridge = useBridge();
  const client = useQueryClient();
  const { data } = useRequest("history.state", {}, { staleMs: 0 });
  const [isAsking, setIsAsking] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const change = async (work: () => Promise<unknown>) => {
    try {
      setError(null);
      await work();
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("history.") });
    } catch (failure) {
      setError(asAppError(failure));
    }
  };
  const clear = () => {
    setIsAsking(false);
    void change(() => bridge.request("history.clear", { connectionId }));
  };
  if (!data) return null;
  const set = (patch: Partial<HistorySettings>) =>
    void change(() => bridge.request("history.set", { isOn: data.isOn, keepDays: data.keepDays, ...patch }));
  if (isAsking)
    return (
      <>
        <span className="grow" role="alert">
          {connectionId === null ? "Delete the whole history?" : "Delete the history of this connection?"} It cannot be
          brought back.
        </span>
        <Button autoFocus onPress={() => setIsAsking(false)}>
          Keep it
        </Button>
        <Button variant="danger" onPress={clear}>
          Delete it
        </Button>
      </>
    );
  return (
    <div className="history-settings">
      <Checkbox isSelected={data.isOn} onChange={(isOn) => set({ isOn })}>
        Keep a history
      </Checkbox>
      <Select
        label="How long it is kept"
        isLabelHidden
        isDisabled={!data.isOn}
        value={String(data.keepDays)}
        options={historyDays.map((days) => ({ value: String(days), label: `for ${days} days` }))}
        onChange={(value) => set({ keepDays: historyDays.find((days) => String(days) === value) ?? data.keepDays })}
      />
      <span className="grow muted">
        {error
          ? error.message
          : `${formatAmount(data.entries, "run")}, ${formatBytes(data.sizeBytes)} on this computer`}
      </span>
      <Button isDisabled={data.entries === 0} onPress={() => setIsAsking(true)}>
        Delete all
      </Button>
    </div>
  );
}
