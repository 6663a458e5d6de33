import type { Finding } from "../../../shared/findings/model.ts";
import { useIntents } from "../../state/intents.ts";
import { Button } from "../../ui/controls/button.tsx";
import { CopyButton } from "../../ui/display/copy-button.tsx";
import { FindingCard } from "../../ui/feedback/finding-card.tsx";

interface IndexFindingCardProps {
  readonly finding: Finding;
  readonly onSelect?: (() => void) | undefined;
}

/** What the check of indexes found, with the way to a migration. */
export function IndexFindingCard({ finding, onSelect }: IndexFindingCardProps) {
  const proposeMigration = useIntents((state) => state.proposeMigration);
  const { fix } = finding;
  const draft = () => {
    if (!fix) return;
    proposeMigration({ title: fix.title, upSql: fix.sql, downSql: fix.downSql ?? null, reason: finding.message });
  };
  return (
    <FindingCard
      finding={finding}
      onSelect={onSelect}
      actions={
        fix && (
          <>
            <Button isSmall onPress={draft}>
              Draft migration
            </Button>
            <CopyButton text={fix.sql} label="Copy the SQL" />
          </>
        )
      }
    />
  );
}
