import { CornerDownRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { RowOrder, SortColumn } from "../../../../shared/grid/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import type { TableTab } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";
import type { PagedSource, RowNumbering } from "../paging/paged-source.ts";

interface GoToProps {
  readonly tab: TableTab;
  readonly source: PagedSource;
  readonly sort: readonly SortColumn[];
  /** Row numbers are those of all rows; with conditions nothing says where one stands. */
  readonly isFiltered: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Goes to the first row, the last, a value of the order, or about a row number. */
export function GoTo(props: GoToProps) {
  const order = props.source.lastPage?.order;
  if (!order || order.kind === "none") return null;
  return (
    <PopoverButton
      label="Go to a row"
      buttonClass="button button-quiet button-only-icon"
      placement="bottom end"
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      button={<CornerDownRight aria-hidden className="button-icon" />}
    >
      {(close) => <GoToForm {...props} order={order} close={close} />}
    </PopoverButton>
  );
}

type Target = "value" | "number";

function GoToForm({
  tab,
  source,
  sort,
  isFiltered,
  order,
  close,
}: GoToProps & { readonly order: RowOrder; readonly close: () => void }) {
  const bridge = useBridge();
  const [value, setValue] = useState("");
  const [number, setNumber] = useState("");
  const [failed, setFailed] = useState<{ readonly target: Target; readonly error: AppError } | null>(null);
  const first = order.columns[0];
  const isByPlace = order.kind === "rowPlace" && (first?.column === "ctid" || first?.column === "tableoid");
  const total = source.lastPage?.estimatedRows ?? null;
  const wanted = Number(number);
  const isNumber = Number.isInteger(wanted) && wanted >= 1 && number.trim() !== "";
  const go = (
    target: Target,
    find: () => Promise<{ key: readonly (string | null)[]; numbering: RowNumbering | null }>,
  ) => {
    const run = async () => {
      const { key, numbering } = await find();
      await source.goTo(key, numbering);
      close();
    };
    return (event: FormEvent) => {
      event.preventDefault();
      run().catch((error: unknown) => setFailed({ target, error: asAppError(error) }));
    };
  };
  const place = async () => {
    const { ref, schema, name } = tab;
    const fraction = Math.min(1, (wanted - 1) / Math.max(1, total ?? 1));
    const { key } = await bridge.request("grid.place", { ref, schema, name, sort: [...sort], fraction });
    return { key, numbering: { number: wanted, isEstimated: true } };
  };
  const leave = (move: () => void) => () => {
    close();
    move();
  };
  return (
    <>
      <div className="go-to-ends">
        <Button command="cells.first" onPress={leave(() => source.toStart())}>
          First row
        </Button>
        <Button command="cells.last" onPress={leave(() => source.toEnd())}>
          Last row
        </Button>
      </div>
      {first && !isByPlace && (
        <form className="go-to" onSubmit={go("value", async () => ({ key: [value], numbering: null }))}>
          <TextField
            label={`${visibleName(first.column)} ${first.isDescending ? "at or below" : "at or above"}`}
            value={value}
            onChange={setValue}
            isMono
            autoFocus
            description="The first row from this value on, in the order of the rows."
          />
          <Button type="submit">Go</Button>
        </form>
      )}
      {failed?.target === "value" && <ErrorPanel error={failed.error} isCompact />}
      {isFiltered ? (
        <p className="muted go-to-note">Row numbers are known for all rows only: take the filters away to use them.</p>
      ) : (
        <form className="go-to" onSubmit={go("number", place)}>
          <TextField
            label="About row number"
            value={number}
            onChange={setNumber}
            error={number.trim() !== "" && !isNumber ? "A whole number from 1." : null}
            description={
              total === null
                ? "Nothing is known of how many rows there are."
                : `Of ≈ ${formatCount(total)}, by the table's statistics.`
            }
          />
          <Button type="submit" isDisabled={!isNumber || total === null}>
            Go
          </Button>
        </form>
      )}
      {failed?.target === "number" && <ErrorPanel error={failed.error} isCompact />}
    </>
  );
}
