/** Reads Salesforce's `sf` and `sfdx`: orgs, their records and their metadata. */

import { optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { textOfScript, textOfStdin } from "../core/files/input-text.ts";
import { changes, deletes, deploys, line } from "../core/kit/effect-templates.ts";
import { effectOfTemplate, tablePack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Table } from "../core/kit/table.ts";
import { literalWord } from "../core/text/words.ts";

/** Many people call Symfony's console `sf` too. These are its commands. */
const SYMFONY = /^(?:doctrine|dbal|orm|migrations|messenger|cache|database|secrets|assets|make|debug|lint|d|c):/;
const METADATA = deletes("schema", "metadata of the org, and what is stored in it", { reach: "several", named: [] });
const APEX: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  certainty: "likely",
  says: "runs Apex that could not be read",
  named: [],
};
const CHANGED_ROWS: EffectTemplate = {
  verb: "update",
  resource: "rows",
  reach: "several",
  says: "changes records",
  named: [],
};
const ACCOUNT = { provider: "Salesforce", profile: ["target-org", "o", "u", "targetusername", "target-dev-hub", "v"] };

const LINES: Table["lines"] = [
  // Copies of an org, made to be thrown away; what was built in them alone is lost.
  line(
    "org delete|remove",
    deletes("environment", "the org with everything in it", { named: ["target-org", "o", "u"], recovery: "effort" }),
  ),
  line("data delete bulk|tree|resume", deletes("table", "records of the org", { reach: "several", named: [] })),
  line("data delete", deletes("record", "a record of the org", { named: ["sobject", "s"] })),
  line("data update|upsert|import", CHANGED_ROWS),
  line("data record delete", deletes("record", "a record of the org", { named: ["sobject", "s"] })),
  line("data bulk delete", deletes("table", "records of the org", { reach: "several", named: [] })),
  line("data bulk upsert", CHANGED_ROWS),
  line("project|source|mdapi delete", METADATA),
  line("project deploy validate|preview|report|cancel"),
  line("project deploy", METADATA, {
    with: ["pre-destructive-changes", "post-destructive-changes", "predestructivechanges", "postdestructivechanges"],
  }),
  line("project deploy", undefined, { with: ["dry-run", "checkonly"] }),
  line("project|source|mdapi deploy|push|quick", deploys("metadata in the org", { named: [] })),
  line("deploy metadata", deploys("metadata in the org", { named: [] })),
  line("package version promote", { verb: "publish", resource: "package", says: "releases the package", named: ["p"] }),
  line("package uninstall", deletes("service", "a package of the org, with its data", { named: ["p", "package"] })),
  line("package|package1 delete", deletes("package", "the package", { named: ["p", "package"] })),
  line("package version delete", deletes("package", "the version of the package", { named: ["p", "package"] })),
  line("apex run test"),
  line("community publish", { verb: "publish", resource: "service", says: "publishes the site", named: ["n", "name"] }),
  line("org generate|assign password|permset", changes("account", "accounts of the org", { named: [] })),
  line("*"),
  line(""),
];

export const salesforce = tablePack({
  id: "salesforce",
  source:
    "https://developer.salesforce.com/docs/atlas.en-us.sfdx_cli_reference.meta/sfdx_cli_reference/cli_reference.htm",
  programs: ["sf", "sfdx"],
  grammar: {
    values: `target-org o u targetusername target-dev-hub v f file sobject s where w record-id i external-id values
      manifest x metadata m source-dir d deploydir pre-destructive-changes post-destructive-changes test-level l tests t
      wait api-version a p package n name query q`.split(/\s+/),
  },
  unasked: ["no-prompt", "noprompt"],
  account: ACCOUNT,
  lines: LINES,
  special,
  examples: [
    { run: "sf org delete sandbox --target-org staging-sbx --no-prompt", expect: "ask" },
    { run: "sfdx force:org:delete -u my-org -p", expect: "ask" },
    { run: "sf data delete bulk --sobject Account --file ids.csv --target-org prod", expect: "deny" },
    { run: "sf project deploy start --target-org production", expect: "ask" },
    { run: "sf project deploy start -x package.xml --post-destructive-changes d.xml -o uat", expect: "ask" },
    {
      run: "sf apex run --file wipe.apex -o prod",
      files: { "wipe.apex": "delete [SELECT Id FROM Lead];" },
      expect: "deny",
    },
    { run: "sf apex run --file show.apex", files: { "show.apex": "System.debug(1);" }, expect: "allow" },
    { run: "sf data upsert bulk -s Account -f a.csv -i Ext__c -o prod", expect: "ask" },
    { run: "sf project deploy validate --target-org production", expect: "allow" },
    { run: "sf data query -q 'SELECT Id FROM Account' -o dev", expect: "allow" },
    { run: "sf project retrieve start --target-org dev", expect: "allow" },
    { run: "sf org list", expect: "allow" },
    { run: "sf doctrine:database:drop --force", expect: "ask", why: "Symfony's console" },
  ],
});

function special(call: Call): Reading | undefined {
  const { command, words } = call;
  const { scope, span } = command;
  const name = words[0]?.value ?? "";
  const again = (argv: typeof words): Reading => ({
    effects: [],
    inner: [{ kind: "argv", argv, scope, stdin: command.stdin, ...(span && { span }) }],
  });
  if (SYMFONY.test(name)) return again([literalWord("console"), ...command.argv.slice(1)]);
  // Normalizes older spellings with another separator: `force:org:delete`, `org:delete:sandbox`.
  const [, ...topics] = `:${name.replace(/^force:/, "")}`.split(":");
  if (name.includes(":")) {
    const at = command.argv.findIndex(word => word.value === name);
    const split = topics.map(topic => literalWord(topic, span));
    return again([literalWord("sf"), ...split, ...command.argv.slice(1, at), ...command.argv.slice(at + 1)]);
  }
  const runs = name === "apex" && /^(?:run|execute)$/.test(words[1]?.value ?? "") && words[2]?.value !== "test";
  return runs
    ? { effects: apex(call).map(doing => effectOfTemplate(doing, [], call, { id: "salesforce", account: ACCOUNT })) }
    : undefined;
}

/** Reads Apex that is run at once: its statements tell what it changes. */
function apex({ args, command, facts }: Call): EffectTemplate[] {
  const file = optionValue(args, "file", "f");
  const text = file ? textOfScript(file, command, facts) : textOfStdin(command, facts);
  if (text === undefined) return [];
  if (text === null) return [APEX];
  if (/\b(?:delete\s+\w|delete\s*\[|Database\.(?:delete|emptyRecycleBin)|merge\s+\w)/i.test(text))
    return [deletes("table", "records of the org", { reach: "several", named: [] })];
  return /\b(?:update|upsert)\s+[\w[]|Database\.(?:update|upsert)/i.test(text) ? [CHANGED_ROWS] : [];
}
