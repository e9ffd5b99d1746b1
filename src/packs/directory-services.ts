/** Reads tools for directories: LDAP, FreeIPA, Samba, Active Directory from Unix, and the controls of name servers. */

import { optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { changes, deletes } from "../core/kit/effect-templates.ts";
import { effectOfTemplate, tablesPack } from "../core/kit/subcommands.ts";
import type { Call, Table } from "../core/kit/table.ts";

type Tool = Omit<Table, "id" | "examples">;

const directory = { provider: "the directory", endpoint: ["H", "h"] };
const LDAP = "D w y H h p f b s E e o O U R X Y Z l z c S".split(" ");

const TOOLS: readonly Tool[] = [
  {
    programs: ["ldapmodify", "ldapadd"],
    grammar: { values: LDAP },
    shows: ["n"],
    account: directory,
    special: modifies,
    lines: [],
  },
];

/** Finds `changetype: delete` and `delete: attribute` in what is sent to the server. */
function modifies(call: Call): Reading {
  const { command, facts } = call;
  const file = optionValue(call.args, "f");
  const stdin = file ? ({ kind: "file", path: file } as const) : command.stdin;
  const text = textOfStdin({ ...command, stdin }, facts);
  const says = (doing: Parameters<typeof effectOfTemplate>[0]): Reading => ({
    effects: [effectOfTemplate(doing, [], call, { id: "directory-services", account: directory })],
  });
  if (text === null || (text === undefined && file))
    return says(
      deletes("account", "or changes entries of the directory, from a file that is not known", {
        certainty: "likely",
        named: [],
      }),
    );
  if (/^changetype:\s*(?:delete|modrdn)/im.test(text ?? ""))
    return says(deletes("account", "entries of the directory", { reach: "several", named: [] }));
  return says(changes("account", "entries of the directory", { named: [] }));
}

export const directoryServices = tablesPack("directory-services", TOOLS, [
  { run: "ldapsearch -x -b dc=acme,dc=io", expect: "allow" },
  { run: "ldapmodify -f changes.ldif", expect: "ask", files: { "changes.ldif": "dn: uid=kim\nchangetype: delete\n" } },
]);
