import { Button } from "../../../ui/controls/button.tsx";
import { formatBytes } from "../../../ui/display/format.ts";

interface MissingBytesProps {
  readonly bytes: number | undefined;
  readonly isFetchable: boolean;
  readonly isLoading: boolean;
  readonly onLoad: () => void;
}

/** Says that only the beginning is here. */
export function MissingBytes({ bytes, isFetchable, isLoading, onLoad }: MissingBytesProps) {
  if (bytes === undefined) return null;
  if (!isFetchable) return <p className="row-value-note">The first 8 MB of {formatBytes(bytes)}.</p>;
  return (
    <p className="row-value-note">
      Only the beginning of {formatBytes(bytes)}.{" "}
      <Button isSmall isDisabled={isLoading} onPress={onLoad}>
        {isLoading ? "Fetching …" : "Fetch all"}
      </Button>
    </p>
  );
}
