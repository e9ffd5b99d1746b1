/** azcopy: transfers to and from Azure Storage. */
import { deletes } from "../../core/effects/doings.ts";
import type { Call, Table } from "../../core/effects/subcommands.ts";

export const azcopy: Omit<Table, "id" | "examples"> = {
  programs: ["azcopy"],
  grammar: {
    values: ["include-pattern", "exclude-pattern", "include-path", "exclude-path", "log-level", "cap-mbps", "from-to"],
  },
  account: { provider: "Azure Storage" },
  lines: [
    {
      call: "remove|rm|r",
      with: ["recursive"],
      does: { ...deletes("bucket", "everything under"), reach: "all" },
    },
    { call: "remove|rm|r", does: deletes("file", "the blob") },
    {
      call: "sync|s|sc",
      with: ["delete-destination", "mirror-mode"],
      does: { ...deletes("file", "what the source does not have from the goal of"), reach: "several" },
    },
    { call: "copy|cp|c|sync|s|sc|list|ls|jobs|env|login|logout|make|mk|bench|doc|set-properties" },
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
