/** Who is who and where: LDAP, FreeIPA, Samba and Active Directory from Unix, and name servers' own controls. */
import { changes, deletes, revokes, stops, weakens } from "../core/effects/doings.ts";
import { textOfStdin } from "../core/effects/input-text.ts";
import { optionValue } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { type Call, effectOfDoing, type Table, tablesPack } from "../core/effects/subcommands.ts";

type Tool = Omit<Table, "id" | "examples">;

const directory = { provider: "the directory", endpoint: ["H", "h"] };
const LDAP = "D w y H h p f b s E e o O U R X Y Z l z c S".split(" ");

const TOOLS: readonly Tool[] = [
  {
    programs: ["ldapdelete"],
    grammar: { values: LDAP },
    shows: ["n"],
    account: directory,
    lines: [
      { call: "", with: ["r"], does: deletes("account", "every entry below", { reach: "all" }) },
      { call: "", does: deletes("account", "entries of the directory:") },
    ],
  },
  {
    programs: ["ldapmodify", "ldapadd"],
    grammar: { values: LDAP },
    shows: ["n"],
    account: directory,
    special: modifies,
    lines: [],
  },
  {
    programs: ["smbpasswd", "pdbedit"],
    grammar: { values: ["u", "U", "r", "s"] },
    lines: [
      {
        call: "",
        with: ["x", "delete", "d"],
        does: deletes("account", "who may reach the shared folders:", { named: ["u", "x"] }),
      },
      { call: "" },
    ],
  },
  {
    programs: ["ldapmodrdn"],
    grammar: { values: LDAP },
    shows: ["n"],
    account: directory,
    lines: [{ call: "", does: changes("account", "the name of an entry in the directory:") }],
  },
  {
    programs: ["ldappasswd"],
    grammar: { values: LDAP },
    account: directory,
    lines: [{ call: "", does: changes("account", "the password of") }],
  },
  {
    programs: ["slapadd", "slapmodify"],
    grammar: { values: LDAP },
    shows: ["u"],
    account: directory,
    lines: [{ call: "", does: changes("account", "entries of the directory") }],
  },
  {
    programs: ["ipa", "ipa-server-install", "ipa-client-install", "ipa-replica-manage"],
    account: directory,
    nouns: {
      user: "account",
      group: "account",
      host: "account",
      hostgroup: "account",
      service: "account",
      dnszone: "domain",
      dnsrecord: "domain",
      hbacrule: "account",
      sudorule: "account",
      vault: "secret",
      cert: "secret",
      ca: "secret",
    },
    lines: [
      { call: "", with: ["uninstall"], does: deletes("account", "the directory, or this machine's place in it") },
      { call: "", operand: /^[a-z]+-(?:del|disable|remove-\w+)$/, does: deletes("account", "from the directory:") },
      { call: "del", does: deletes("account", "the replica") },
    ],
  },
  {
    programs: ["samba-tool"],
    grammar: { values: ["H", "U", "W", "k"] },
    account: directory,
    nouns: { user: "account", group: "account", computer: "account", ou: "account", gpo: "setting", zone: "domain" },
    lines: [
      { call: "user setpassword|disable|password", does: revokes("account", "locks out of the old password") },
      { call: "domain passwordsettings set", does: weakens("account", "the rules of the domain for passwords") },
      { call: "domain demote|leave", does: deletes("account", "the domain controller from the domain") },
      { call: "dns zonedelete|delete", does: deletes("domain", "names of the domain") },
    ],
  },
  {
    programs: ["realm", "adcli"],
    account: directory,
    lines: [
      { call: "leave|delete-computer|delete-user", does: revokes("system", "takes this machine out of the domain") },
      { call: "deny", does: revokes("account", "takes away who may log in") },
      { call: "*" },
    ],
  },
  {
    programs: ["rndc"],
    grammar: { values: ["c", "s", "p", "k", "b", "y"] },
    account: { provider: "the name server" },
    lines: [
      { call: "delzone", does: deletes("domain", "the zone") },
      { call: "stop|halt", does: stops("system", "the name server") },
      { call: "*" },
    ],
  },
  {
    programs: ["cli53"],
    grammar: { values: ["profile", "role-arn", "endpoint-url", "i", "weight", "file", "f"] },
    account: { provider: "AWS", profile: ["profile"] },
    lines: [
      { call: "delete", does: deletes("domain", "the zone") },
      { call: "rrdelete", does: deletes("domain", "the record of") },
      { call: "rrpurge", does: deletes("domain", "every record of", { reach: "all" }) },
      {
        call: "import",
        with: ["replace"],
        does: { verb: "overwrite", resource: "domain", reach: "all", says: "replaces every record of" },
      },
      { call: "*" },
    ],
  },
];

/** `changetype: delete` and `delete: attribute` in what is sent to the server. */
function modifies(call: Call): Reading {
  const { command, facts } = call;
  const file = optionValue(call.args, "f");
  const stdin = file ? ({ kind: "file", path: file } as const) : command.stdin;
  const text = textOfStdin({ ...command, stdin }, facts);
  const says = (doing: Parameters<typeof effectOfDoing>[0]): Reading => ({
    effects: [effectOfDoing(doing, [], call, { id: "directory-services", account: directory })],
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
  { run: "ldapdelete -x -D cn=admin,dc=acme,dc=io uid=kim,ou=people,dc=acme,dc=io", expect: "ask" },
  { run: "ldapdelete -n -x uid=kim,ou=people,dc=acme,dc=io", expect: "allow", why: "only shows" },
  { run: "ldapsearch -x -b dc=acme,dc=io", expect: "allow" },
  { run: "ldapmodify -f changes.ldif", expect: "ask", files: { "changes.ldif": "dn: uid=kim\nchangetype: delete\n" } },
  { run: "ipa user-del kim", expect: "ask" },
  { run: "ipa user-find kim", expect: "allow" },
  { run: "samba-tool domain demote", expect: "ask" },
  { run: "realm leave", expect: "ask" },
  { run: "realm list", expect: "allow" },
  { run: "rndc delzone acme.io", expect: "ask" },
  { run: "rndc reload", expect: "allow" },
  { run: "cli53 rrpurge --confirm acme.io", expect: "ask" },
  { run: "cli53 list", expect: "allow" },
]);
