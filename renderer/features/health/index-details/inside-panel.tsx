import { ScanSearch } from "lucide-react";
import type { InsideExtension, InsideWays } from "../../../../shared/indexes/inside/model.ts";
import type { TableIndex } from "../../../../shared/indexes/model.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { KeyValueList } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { OperationBar } from "../../../ui/feedback/progress.tsx";
import { insideFacts } from "./inside-facts.ts";
import type { Inside } from "./use-inside.ts";

interface InsidePanelProps {
  readonly index: TableIndex;
  readonly ways: InsideWays;
  readonly inside: Inside;
}

/** What stands in an index's pages. They are read only when somebody asks, because that can be all of them. */
export function InsidePanel({ index, ways, inside }: InsidePanelProps) {
  const { looks, look, operation } = inside;
  const way = ways.ways.find(({ method }) => method === index.accessMethod);
  const known = looks.get(index.name);
  if (operation.state === "running")
    return <OperationBar title="Looking inside" progress={operation.progress} onCancel={operation.cancel} />;
  return (
    <>
      {operation.error && <ErrorPanel error={operation.error} onRetry={() => look(index.name)} />}
      {known?.state === "readable" && (
        <KeyValueList items={insideFacts(known.value).map(([key, value]) => ({ key, value, isMono: true }))} />
      )}
      {known?.state === "unreadable" && (
        <p className="index-details-remark">
          {visibleName(known.message)} {known.hint && visibleName(known.hint)}
        </p>
      )}
      {way && !index.isPartitioned && index.isValid ? (
        <Button isSmall icon={ScanSearch} onPress={() => look(index.name)}>
          {known ? "Look again" : way.readsAll ? `Look inside, reads ${formatBytes(index.sizeBytes)}` : "Look inside"}
        </Button>
      ) : (
        <NoWay index={index} ways={ways} />
      )}
    </>
  );
}

/** Methods that an extension of the server's own could look into. */
const extensionOf: Readonly<Record<string, InsideExtension>> = {
  btree: "pgstattuple",
  gin: "pgstattuple",
  hash: "pgstattuple",
  brin: "pageinspect",
};

function NoWay({ index, ways }: Pick<InsidePanelProps, "index" | "ways">) {
  const proposeMigration = useIntents((state) => state.proposeMigration);
  const extension = extensionOf[index.accessMethod];
  if (index.isPartitioned)
    return <p className="index-details-remark">Its pages are those of the partitions' indexes: open a partition.</p>;
  if (!index.isValid) return <p className="index-details-remark">An invalid index is not worth a look.</p>;
  if (extension === undefined)
    return <p className="index-details-remark">No extension looks into the pages of {index.accessMethod}.</p>;
  if (ways.installed.includes(extension))
    return (
      <p className="index-details-remark">
        Extension {extension} reads them, which this role may not use
        {extension === "pgstattuple"
          ? ": it takes pg_stat_scan_tables, and USAGE of the extension's schema."
          : ": it takes a superuser."}
      </p>
    );
  if (!ways.installable.includes(extension))
    return (
      <p className="index-details-remark">
        Extension {extension} reads them. It is not in this database, and this role may not install it.
      </p>
    );
  const draft = () =>
    proposeMigration({
      title: `Install ${extension}`,
      upSql: `CREATE EXTENSION ${extension};`,
      downSql: `DROP EXTENSION ${extension};`,
      reason: `To see how full the pages of indexes are, ${index.name} among them.`,
    });
  return (
    <>
      <p className="index-details-remark">
        Extension {extension} reads them: this server has it, this database not yet.
      </p>
      <Button isSmall onPress={draft}>
        Draft migration
      </Button>
    </>
  );
}
