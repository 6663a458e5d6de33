import { useEffect, useMemo, useState } from "react";
import { Button } from "../../../../ui/controls/button.tsx";
import { formatBytes } from "../../../../ui/display/format.ts";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { asUtf8, dataUrl, hexLines, imageType, readBytes } from "../reading/bytes.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";

const maxHexLines = 1_024;
const maxImageBytes = 4_194_304;

/** Bytes as hex, as an image or text where they are one, and as a file. */
export const byteaViewer: Viewer = {
  id: "bytea",
  form: "panel",
  fits: ({ baseType }, text) => baseType === "bytea" && text !== "\\x",
  views: (text) => {
    const bytes = readBytes(text) ?? new Uint8Array();
    return [
      ...(imageType(bytes) ? [{ value: "image", label: "Image" }] : []),
      { value: "hex", label: "Hex" },
      ...(asUtf8(bytes) === null ? [] : [{ value: "text", label: "Text" }]),
    ];
  },
  View: ByteaView,
};

function ByteaView({ text, view, isWhole, column }: ViewerProps) {
  const bytes = useMemo(() => readBytes(text), [text]);
  if (!bytes) return <pre className="viewer-text">{visibleLines(text)}</pre>;
  return (
    <>
      {view === "image" ? (
        <BytesImage bytes={bytes} isWhole={isWhole} name={column.name} />
      ) : view === "text" ? (
        <pre className="viewer-text">{visibleLines(asUtf8(bytes) ?? "")}</pre>
      ) : (
        <pre className="viewer-hex">{hexLines(bytes, maxHexLines).join("\n")}</pre>
      )}
      {view === "hex" && bytes.length > maxHexLines * 16 && (
        <p className="row-value-note">The first {formatBytes(maxHexLines * 16)} are shown.</p>
      )}
      <SaveBytes bytes={bytes} isWhole={isWhole} name={column.name} />
    </>
  );
}

interface BytesProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isWhole: boolean;
  readonly name: string;
}

/** An image of pixels. It cannot run anything, and nothing else is fetched for it. */
function BytesImage({ bytes, isWhole, name }: BytesProps) {
  const [isBroken, setIsBroken] = useState(false);
  const url = useMemo(
    () => (isWhole && bytes.length <= maxImageBytes ? dataUrl(bytes, imageType(bytes) ?? "") : null),
    [bytes, isWhole],
  );
  if (url === null)
    return (
      <p className="row-value-note">
        {isWhole ? `An image over ${formatBytes(maxImageBytes)} is not shown.` : "Fetch all of it to see the image."}
      </p>
    );
  if (isBroken) return <p className="row-value-note">It begins like an image, and is none that can be shown.</p>;
  return <img className="viewer-image" src={url} alt={visibleName(name)} onError={() => setIsBroken(true)} />;
}

/** Saves what is here by the browser's own download. */
function SaveBytes({ bytes, isWhole, name }: BytesProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  const save = () => {
    const made = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    setUrl(made);
    const link = document.createElement("a");
    link.href = made;
    link.download = `${name.replace(/[^\p{L}\p{N}_-]+/gu, "_").slice(0, 60) || "value"}.bin`;
    link.click();
  };
  return (
    <p className="row-value-note">
      <Button isSmall onPress={save}>
        {isWhole ? `Save ${formatBytes(bytes.length)}` : `Save the ${formatBytes(bytes.length)} that are here`}
      </Button>
    </p>
  );
}
