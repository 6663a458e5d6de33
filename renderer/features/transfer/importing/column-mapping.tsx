import type { FilePreview } from "../../../../shared/transfer/import-model.ts";
import type { ColumnMapping as Mapping } from "../../../../shared/transfer/map-columns.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { sampleOf } from "./sample-of.ts";

interface ColumnMappingProps {
  readonly file: FilePreview;
  readonly mapping: readonly Mapping[];
  readonly targets: readonly string[];
  readonly onMapping: (mapping: readonly Mapping[]) => void;
}

/** Stands for no column: no column has an empty name. */
const leftOut = "";

/** Which column of the file goes where, with the first values to see that it is right. */
export function ColumnMapping({ file, mapping, targets, onMapping }: ColumnMappingProps) {
  const options = [
    { value: leftOut, label: "Leave it out" },
    ...targets.map((name) => ({ value: name, label: visibleName(name) })),
  ];
  return (
    <table className="import-mapping" aria-label="Columns">
      <thead>
        <tr>
          <th>In the file</th>
          <th>First value</th>
          <th>Into the column</th>
        </tr>
      </thead>
      <tbody>
        {mapping.map(({ source, target }, index) => (
          <tr key={`${index} ${source}`}>
            <td className="cut">{visibleName(source)}</td>
            <td className="cut muted">{sampleOf(file, index)}</td>
            <td>
              <Select
                label={`Column for ${visibleName(source)}`}
                isLabelHidden
                value={target ?? leftOut}
                options={options}
                onChange={(next) => onMapping(mapping.with(index, { source, target: next === leftOut ? null : next }))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
