import type { ReactNode } from "react";
import { formatAgo } from "../../../ui/display/format.ts";
import { PersonMark } from "./person.tsx";
import "./comments.css";

/** One thing that somebody said. */
export interface Remark {
  readonly person: string;
  readonly at: string;
  readonly text: string;
  /** What it is about, or a verdict. */
  readonly about?: ReactNode;
}

/** Remarks in the order of time. Their text is text: no markup is read from it. */
export function RemarkList({ remarks }: { readonly remarks: readonly Remark[] }) {
  return (
    <ul className="remarks">
      {remarks.map((remark, index) => (
        <li key={index}>
          <PersonMark name={remark.person} />
          <div className="grow">
            <b>{remark.person}</b> <time className="muted">{formatAgo(remark.at)}</time> {remark.about}
            {remark.text !== "" && <p className="remark-text">{remark.text}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
