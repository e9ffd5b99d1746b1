/** Keys, certificates and names by which others find and trust something. */
import { changes, deletes, line, replaces, revokes } from "../../core/effects/doings.ts";
import { server, type Tool } from "./server.ts";

const KEYS = deletes("secret", "keys of the store:");
const LOCAL = { at: () => [] };

export const TRUST: readonly Tool[] = [
  server(
    ["easyrsa"],
    "this machine",
    [
      line("init-pki", deletes("secret", "the whole certificate authority", { reach: "all", named: [] })),
      line("build-ca", replaces("secret", "the authority's own key", { named: [] })),
      line(
        "revoke|revoke-issued|revoke-renewed|expire",
        revokes("secret", "takes the certificate back:", { recovery: "none" }),
      ),
      line("*"),
    ],
    LOCAL,
  ),
  server(
    ["pkcs11-tool", "pkcs15-init", "yubico-piv-tool", "ykman"],
    "the token",
    [
      line("", KEYS, { with: ["delete-object", "init-token", "erase-card", "E"] }),
      line("piv|oath|openpgp|fido|otp reset|delete", KEYS),
      line("*"),
      line(""),
    ],
    { grammar: { values: "type id label y a d module slot pin so-pin action".split(" ") }, ...LOCAL },
  ),
  server(
    ["sbkeysync", "sbctl", "efi-updatevar"],
    "this machine",
    [
      line("enroll-keys|reset|rotate-keys", replaces("secret", "the keys that the machine starts by", { named: [] })),
      line("", replaces("secret", "the keys that the machine starts by", { named: [] }), {
        with: ["pk", "f", "e", "c"],
        without: ["dry-run"],
      }),
      line("*"),
    ],
    LOCAL,
  ),
  server(["cli4"], "Cloudflare", [
    line("", deletes("domain", "from the account:"), { with: ["delete", "D"] }),
    line("", changes("domain", "the account:", { recovery: "none" }), { with: ["put", "patch", "P"] }),
    line(""),
  ]),
  server(["nsd-control"], "the name server", [
    line("delzone|delzones|zone-purge|zone-unset", deletes("domain", "the zone")),
    line("stop|halt", revokes("domain", "stops the name server", { named: [] })),
    line("*"),
  ]),
  server(["namecheap-cli", "namecheap"], "the registrar", [
    line("domains dns setHosts|setCustom|setDefault", replaces("domain", "every DNS record of")),
  ]),
  server(["bgdel", "lctl", "uemcli", "pvecm"], "the storage and its cluster", [
    line(
      "delnode|deactivate|conf_param|erase_lcfg",
      deletes("cluster", "a member of the cluster:", { recovery: "effort" }),
    ),
    line("* delete", deletes("volume", "from the array:")),
    line("/project|/group|/*", deletes("account", "the group", { recovery: "effort" }), { operand: /^\// }),
  ]),
];

export const TRUST_EXAMPLES = [
  { run: "easyrsa init-pki", expect: "ask" },
  { run: "easyrsa show-ca", expect: "allow" },
  { run: "pkcs11-tool --delete-object --type privkey --id 01", expect: "ask" },
  { run: "pkcs11-tool --list-slots", expect: "allow" },
  { run: "ykman piv reset -f", expect: "ask" },
  { run: "ykman list", expect: "allow" },
  { run: "cli4 --delete /zones/:acme.io", expect: "ask" },
  { run: "cli4 /zones", expect: "allow" },
  { run: "nsd-control delzone acme.io", expect: "ask" },
  { run: "nsd-control status", expect: "allow" },
] as const;
