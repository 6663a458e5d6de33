import { Fragment, type ReactNode } from "react";
import "./key-value.css";

/** One line: what, and its value. */
export interface KeyValue {
  readonly key: string;
  readonly value: ReactNode;
  readonly isMono?: boolean | undefined;
}

/** Facts about one thing, in two columns. */
export function KeyValueList({ items }: { readonly items: readonly KeyValue[] }) {
  return (
    <dl className="key-value">
      {items.map(({ key, value, isMono }) => (
        <Fragment key={key}>
          <dt className="key-value-key cut">{key}</dt>
          <dd className={`key-value-value${isMono ? " mono" : ""}`}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
