/** Reads HashiCorp Vault and OpenBao: deleted secrets, revoked access, and printed values. */

import { optionValue } from "../core/effects/options.ts";
import { line, revokes } from "../core/kit/effect-templates.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";
import type { Locator } from "../core/places/locator.ts";
import { namedProduction } from "../core/providers/account.ts";

const deletes = (says: string, more: Partial<EffectTemplate> = {}): EffectTemplate => ({
  verb: "delete",
  resource: "secret",
  says,
  instead: "Name what should go, and let the person remove it.",
  ...more,
});

/** Describes a write. A store with versions keeps the former value. */
const writes = (says: string): EffectTemplate => ({
  verb: "overwrite",
  resource: "secret",
  reach: "one",
  recovery: "effort",
  says,
});

const reads: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  says: "reads the secret",
  recovery: "effort",
  instead: "Ask for the names of the keys that are needed, not their values.",
};

export const vault = tablePack({
  id: "vault",
  source: "https://developer.hashicorp.com/vault/docs/commands",
  programs: ["vault", "bao"],
  grammar: {
    singleDash: true,
    values:
      "address namespace ns format field mount versions ca-cert ca-path client-cert client-key tls-server-name accessor path ttl wrap-ttl".split(
        " ",
      ),
  },
  unasked: ["force", "f"],
  at,
  lines: [
    line("kv metadata delete", deletes("deletes every version of the secret", { reach: "all" })),
    line("kv destroy", deletes("destroys versions of the secret")),
    // A version 2 store keeps what was deleted; which version a store is, only the server knows.
    line("kv delete", deletes("deletes the secret", { certainty: "likely" })),
    line("kv put|patch|rollback", writes("sets the secret")),
    line("kv get", reads),
    line("delete", deletes("deletes")),
    line("read", reads, { operand: /(?:^|\/)(?:secret|kv|creds|data|credentials?)\// }),
    line("secrets|auth move", revokes("secret", "moves the engine, and ends what it has given out, of")),
    line("write", revokes("secret", "replaces the password that Vault itself signs in with, of"), {
      operand: /\/rotate-root\b/,
    }),
    line("secrets disable", deletes("disables the secrets engine and deletes what is in it", { reach: "all" })),
    line("auth disable", deletes("disables the way to log in", { resource: "account", reach: "all" })),
    line("audit disable", { verb: "weaken", resource: "setting", says: "switches the audit device off" }),
    line("policy delete", deletes("deletes the policy", { resource: "account" })),
    line("lease revoke", { verb: "revoke", resource: "secret", says: "revokes the leases" }),
    line("token revoke", { verb: "revoke", resource: "secret", says: "revokes the token" }),
    line("namespace delete", deletes("deletes the namespace", { resource: "namespace" })),
    line("operator seal", {
      verb: "stop",
      resource: "cluster",
      says: "seals the vault",
      recovery: "effort",
      named: [],
    }),
    line("operator raft remove-peer", {
      verb: "delete",
      resource: "cluster",
      says: "removes from the cluster the node",
    }),
    line("operator raft snapshot restore", {
      verb: "overwrite",
      resource: "database",
      says: "restores the whole vault from the snapshot",
      reach: "all",
    }),
    line("operator step-down", {
      verb: "stop",
      resource: "service",
      says: "makes the leader step down",
      recovery: "free",
    }),
    line("operator rekey|rotate|rotate-keys|generate-root|init|migrate", {
      verb: "mutate",
      resource: "account",
      says: "changes the keys of the vault",
      named: [],
    }),
    line("plugin deregister", deletes("deregisters the plugin", { resource: "setting" })),
  ],
  examples: [
    { run: "vault kv metadata delete secret/prod/db", expect: "deny" },
    { run: "vault kv destroy -versions=1,2 secret/app", expect: "ask" },
    { run: "vault secrets disable kv/", expect: "ask" },
    { run: "vault -namespace=team auth disable github", expect: "deny" },
    { run: "vault lease revoke -prefix -force aws/creds", expect: "ask" },
    { run: "vault operator seal", expect: "ask" },
    { run: "vault delete auth/token/roles/ci", expect: "ask" },
    { run: "VAULT_ADDR=https://vault.prod.acme.io bao kv delete secret/app", expect: "ask" },
    { run: "vault kv get -field=password secret/prod/db", expect: "ask" },
    { run: "vault kv put secret/prod/db password=x", expect: "ask" },
    { run: "vault read database/creds/app", expect: "ask" },
    { run: "vault write -force database/rotate-root/app", expect: "ask" },
    { run: "vault operator step-down", expect: "allow", why: "another node takes over at once" },
    { run: "vault status", expect: "allow" },
    { run: "vault kv list secret/", expect: "allow" },
    { run: "vault kv put secret/dev/app key=value", expect: "allow" },
    { run: "VAULT_ADDR=http://127.0.0.1:8200 vault token lookup", expect: "allow" },
  ],
});

function at(call: Call): readonly Locator[] {
  const named = namedProduction(call.words);
  return [...(named ? [named] : []), ...serverOf(call)];
}

/** Returns the server, by `-address` before `VAULT_ADDR`; without either the vault is unknown. */
function serverOf({ args, command }: Call): readonly Locator[] {
  const given = optionValue(args, "address")?.value;
  const name = command.program === "bao" ? "BAO_ADDR" : "VAULT_ADDR";
  const set = command.scope.variables.get(name) ?? command.scope.variables.get("VAULT_ADDR");
  const url = given ?? set;
  if (url === undefined || url === null)
    return [{ kind: "cloud", provider: "vault", evidence: { because: `no ${name} says which vault this reaches` } }];
  const host = /^(?:https?:\/\/)?([^/:]+)/.exec(url)?.[1];
  const because = given === undefined ? `${name} points at ${host}` : `the command names ${host}`;
  return host === undefined ? [] : [{ kind: "host", host, evidence: { because } }];
}
