/** Reads azcopy: transfers to and from Azure Storage. */
import { deletes, line } from "../../core/kit/effect-templates.ts";
import type { Call, Table } from "../../core/kit/table.ts";

export const azcopy: Omit<Table, "id" | "examples"> = {
  source: "https://learn.microsoft.com/azure/storage/common/storage-ref-azcopy",
  programs: ["azcopy"],
  grammar: {
    values: ["include-pattern", "exclude-pattern", "include-path", "exclude-path", "log-level", "cap-mbps", "from-to"],
  },
  account: { provider: "Azure Storage" },
  lines: [
    line("remove|rm|r", deletes("bucket", "everything under", { reach: "all" }), { with: ["recursive"] }),
    line("remove|rm|r", deletes("file", "the blob")),
    line("sync|s|sc", deletes("file", "what the source does not have from the goal of", { reach: "several" }), {
      with: ["delete-destination", "mirror-mode"],
    }),
    line("cp|make|set-properties"),
  ],
  special: call => (keepsDestination(call) ? { effects: [] } : undefined),
};

function keepsDestination({ args }: Call): boolean {
  return args.some(
    (arg, i) =>
      arg.kind === "option" &&
      arg.name === "delete-destination" &&
      (arg.value?.value === "false" || (arg.value === undefined && args[i + 1]?.word.value === "false")),
  );
}
