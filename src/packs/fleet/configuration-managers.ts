/** Reads Salt, Puppet, Bolt, Chef: commands and configurations that go to many machines at once. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, optionValue } from "../../core/effects/options.ts";
import type { Inner, Reading } from "../../core/effects/pack.ts";
import { shown } from "../../core/files/targets.ts";
import type { Call, EffectTemplate, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { quotedForShell, textOf, type Word } from "../../core/text/words.ts";

type Tool = Omit<Table, "id" | "examples">;

const APPLY: EffectTemplate = {
  verb: "mutate",
  resource: "system",
  recovery: "effort",
  says: "changes machines to what the configuration says",
};
const KEY: EffectTemplate = { verb: "revoke", resource: "secret", recovery: "effort", says: "takes out of the fleet" };
const SERVER: EffectTemplate = { verb: "delete", resource: "volume", says: "deletes the machine" };

const salt: Tool = {
  programs: ["salt", "salt-call", "salt-ssh"],
  grammar: {
    values: "t timeout c config-dir l log-level out output b batch-size batch username password roster user".split(" "),
  },
  lines: [],
  special: saltCall,
};

/** Reads `salt 'web*' cmd.run 'rm -rf /x'`. salt-call has no target, as it runs on this machine. */
function saltCall(call: Call): Reading {
  const here = call.command.program === "salt-call";
  const target = here ? undefined : call.words[0];
  const [name, ...rest] = here ? call.words : call.words.slice(1);
  const at: Locator[] = here
    ? []
    : [
        {
          kind: "label",
          label: target ? shown(target) : "",
          evidence: { because: `the command names the minions ${target ? shown(target) : ""}` },
        },
      ];
  const effect = (
    verb: Effect["verb"],
    resource: Effect["resource"],
    recovery: Effect["recovery"],
    says: string,
  ): Reading => ({
    effects: [
      {
        verb,
        resource,
        target: rest.map(shown).join(" ") || shown(name ?? target ?? { text: "", value: "", pieces: [], glob: false }),
        reach: here ? "one" : "several",
        recovery,
        certainty: "certain",
        source: "fleet",
        says,
        at,
        ...(call.command.span && { span: call.command.span }),
      },
    ],
  });
  const words = rest.map(shown).join(" ");
  const fn = name?.value ?? "";
  if (call.command.program === "salt-ssh" && hasOption(call.args, "r", "raw", "raw-shell"))
    return { effects: [], inner: commandOn(call, call.words.slice(1), at, false, false) };
  if (/^cmd\.(?:run|shell|run_all|run_stdout|exec_code|powershell|script|retcode|run_bg)$/.test(fn))
    return { effects: [], inner: commandOn(call, rest, at, here, fn === "cmd.powershell") };
  if (/\btest=true\b/i.test(words)) return { effects: [] };
  if (/^(?:file\.(?:remove|rmdir)|archive\.)/.test(fn) || /^file\.(?:write|replace)/.test(fn))
    return effect(
      fn.startsWith("file.r") ? "delete" : "overwrite",
      "directory",
      "none",
      `deletes ${words} on the minions`,
    );
  if (/^(?:pkg\.(?:remove|purge)|service\.(?:stop|disable)|user\.delete|ps\.kill)/.test(fn))
    return effect("mutate", "system", "effort", `takes away (${fn}) ${words}`);
  if (/^system\.(?:halt|poweroff|shutdown|reboot)/.test(fn))
    return effect("stop", "system", "effort", "turns the minions off");
  if (/_remove$|\.(?:drop|db_remove|delete|destroy|purge|wipe|format|rm)\b/.test(fn))
    return effect("delete", "stack", "none", `deletes (${fn}) ${words}`);
  if (/^state\.(?:apply|highstate|sls|single|orch)/.test(fn))
    return effect("mutate", "system", "effort", "changes the minions to what the states say");
  return { effects: [] };
}

function commandOn(
  { command }: Call,
  words: readonly Word[],
  at: readonly Locator[],
  here: boolean,
  powershell: boolean,
): Inner[] {
  const [first] = words;
  if (!first) return [];
  const via = [...command.scope.via, command.program];
  const scope: Scope = here
    ? { ...command.scope, via }
    : { cwd: null, variables: new Map(), via, elsewhere: [...(command.scope.elsewhere ?? []), ...at] };
  return [
    {
      kind: "shell",
      text: textOf(first),
      scope,
      ...(powershell && { dialect: "powershell" as const }),
      ...(command.span && { span: command.span }),
    },
  ];
}

const puppet: Tool = {
  source: "https://help.puppet.com/",
  programs: ["puppet", "puppetserver", "r10k"],
  grammar: {
    values: ["e", "execute", "environment", "server", "certname", "modulepath", "hiera_config", "target", "targets"],
  },
  shows: ["noop"],
  lines: [
    {
      call: "node purge|deactivate|clean",
      source: "https://help.puppet.com/core/current/Content/PuppetCore/Markdown/node.htm",
      does: { ...KEY, verb: "delete", resource: "system", says: "deletes the node" },
    },
    {
      call: "cert|certificate|ca clean|destroy|revoke",
      does: {
        verb: "revoke",
        resource: "account",
        recovery: "none",
        says: "revokes the certificate of",
      },
    },
    { call: "resource", does: APPLY },
    { call: "agent|apply|device|deploy", does: APPLY },
    { call: "*" },
  ],
  at: ({ args }) => {
    const environment = optionValue(args, "environment")?.value;
    return environment == null ? [] : [{ kind: "label", label: environment }];
  },
  special: ({ words, args }) =>
    words[0]?.value === "resource" &&
    !words.some(word => /=/.test(word.value ?? "")) &&
    optionValue(args, "e", "execute") === undefined
      ? { effects: [] }
      : undefined,
  inner: carriedOut,
};

/** Reads `puppet apply -e "exec { 'rm -rf /srv': }"`, and files that a manifest deletes, as the equivalent command. */
function carriedOut({ args, command }: Call): Inner[] {
  const manifest = optionValue(args, "e", "execute");
  if (!manifest) return [];
  const text = textOf(manifest);
  const titled = (type: string) => [
    ...text.matchAll(new RegExp(`\\b${type}\\s*\\{\\s*\\[?\\s*["']([^"']{1,2000})["']([^}]*)`, "g")),
  ];
  const commands = [
    ...titled("exec").map(([, title = "", body = ""]) => /\bcommand\s*=>\s*["']([^"']+)/.exec(body)?.[1] ?? title),
    ...titled("file").flatMap(([, path = "", body = ""]) =>
      /\bensure\s*=>\s*["']?absent/.test(body)
        ? [`rm ${/\brecurse\s*=>\s*true/.test(body) ? "-rf" : "-f"} ${quotedForShell(path)}`]
        : [],
    ),
  ];
  return commands.map(one => ({
    kind: "shell",
    text: one,
    scope: command.scope,
    ...(command.span && { span: command.span }),
  }));
}

const bolt: Tool = {
  source: "https://puppet.com/docs/bolt/latest/bolt_command_reference",
  programs: ["bolt"],
  grammar: {
    values:
      "t targets n nodes u user p password private-key q query rerun modulepath inventoryfile i run-as script".split(
        " ",
      ),
  },
  shows: ["noop"],
  at: targetsOf,
  lines: [
    { call: "apply", does: APPLY },
    { call: "plan|task run", does: APPLY },
    {
      call: "script run",
      does: {
        verb: "execute-remote",
        resource: "code",
        recovery: "effort",
        certainty: "possible",
        says: "runs on machines the script",
      },
    },
    { call: "*" },
  ],
  inner: call => {
    const [kind, verb, text] = call.words;
    if (kind?.value !== "command" || verb?.value !== "run" || !text) return [];
    return commandOn(call, [text], targetsOf(call), false, false);
  },
};

function targetsOf({ args }: Call): readonly Locator[] {
  const targets = optionValue(args, "t", "targets", "n", "nodes", "q", "query");
  const label = targets ? shown(targets) : "";
  return /^(?:localhost|local:\/\/.*)$/.test(label)
    ? []
    : [{ kind: "label", label, evidence: { because: `the targets are ${label || "not named"}` } }];
}

const chef: Tool = {
  source: "https://docs.chef.io/workstation/knife/",
  programs: ["knife"],
  grammar: {
    values:
      "s server-url k key u user c config E environment F format x ssh-user i identity-file p P a attribute N node-name r run-list".split(
        " ",
      ),
  },
  unasked: ["y", "yes"],
  account: { provider: "Chef", endpoint: ["s", "server-url"], label: ["E", "environment"] },
  lines: [
    { call: "ec2|azure|google|gce|vsphere|digital_ocean|openstack|linode server|vm delete|destroy", does: SERVER },
    { call: "data bag delete", does: { verb: "delete", resource: "record", says: "deletes the data bag" } },
    { call: "client delete|bulk", does: KEY },
    {
      call: "node|role|environment|cookbook|user|vault|acl|group|org|policy delete|bulk|remove|destroy",
      does: { verb: "delete", resource: "record", says: "deletes from the server" },
    },
    {
      call: "cookbook|role|environment|data upload|from",
      does: { verb: "deploy", resource: "system", recovery: "effort", says: "uploads to the server" },
    },
    { call: "ssh|exec" },
  ],
  inner: ({ command, words }) => {
    const scope: Scope = {
      cwd: null,
      variables: new Map(),
      via: [...command.scope.via, "knife ssh"],
      elsewhere: [
        {
          kind: "label",
          label: words[1] ? shown(words[1]) : "",
          evidence: { because: "the nodes that a search finds" },
        },
      ],
    };
    const text = words[0]?.value === "ssh" || words[0]?.value === "winrm" ? words[2] : undefined;
    return text ? [{ kind: "shell", text: textOf(text), scope }] : [];
  },
};

export const OTHERS: readonly Tool[] = [salt, puppet, bolt, chef];
