/** Reads Ansible: a module with its arguments on hosts, or a playbook on an inventory. */

import { optionValue, optionValues } from "../../core/effects/options.ts";
import type { Inner, Reading } from "../../core/effects/pack.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { shown } from "../../core/files/targets.ts";
import type { Call, Table } from "../../core/kit/table.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Scope } from "../../core/places/scope.ts";
import { inOrder, words } from "../../core/text/expressions.ts";
import { baseName } from "../../core/text/paths.ts";
import { textOf, wordOfText } from "../../core/text/words.ts";
import { readYaml, yamlAt, yamlItems, yamlText } from "../../core/text/yaml-text.ts";
import { moduleEffects, withoutModuleArguments } from "./ansible-modules.ts";
import { playTasks } from "./playbook.ts";

const VALUES = `a args m module-name i inventory inventory-file l limit e extra-vars u user c connection f forks
  private-key key-file T timeout B background P poll t tags skip-tags start-at-task become-method become-user
  vault-id vault-password-file M module-path playbook-dir tree o ssh-common-args ssh-extra-args U url C checkout d
  directory`.split(/\s+/);
const LISTS = ["check", "list-hosts", "list-tasks", "list-tags", "syntax-check", "graph", "list"];

export const ANSIBLE: readonly Omit<Table, "id" | "examples">[] = [
  {
    programs: ["ansible"],
    grammar: { values: VALUES.filter(name => name !== "C") },
    shows: [...LISTS, "C"],
    lines: [],
    special: adHoc,
  },
  {
    programs: ["ansible-playbook", "ansible-navigator"],
    grammar: { values: VALUES.filter(name => name !== "C") },
    shows: [...LISTS, "C"],
    lines: [],
    special: played,
  },
];

/** Reads `ansible web -m shell -a 'rm -rf /x'`. Without a module the arguments are a command. */
function adHoc(call: Call): Reading {
  const { command, args, words } = call;
  if (words.length === 0) return { effects: [] };
  const module = (optionValue(args, "m", "module-name")?.value ?? "command").replace(
    /^ansible\.(?:builtin|legacy|windows)\./,
    "",
  );
  const given = optionValue(args, "a", "args");
  const text = withoutModuleArguments(given ? textOf(given) : "");
  const at = placesOf(call, words.map(shown));
  const scope: Scope = {
    cwd: null,
    variables: new Map(),
    via: [...command.scope.via, "ansible"],
    elsewhere: [...(command.scope.elsewhere ?? []), ...at],
  };
  const inner = (dialect?: "powershell"): Inner[] => [
    { kind: "shell", text, scope, ...(dialect && { dialect }), ...(command.span && { span: command.span }) },
  ];
  switch (module) {
    case "command":
    case "shell":
    case "raw":
    case "expect":
      return { effects: [], inner: inner() };
    case "win_shell":
    case "win_command":
      return { effects: [], inner: inner("powershell") };
    case "script": {
      const file = wordOfText(text.trim().split(/\s+/)[0] ?? "");
      const script = textOfFile(file, command.scope, call.facts);
      return { effects: [], inner: script === null ? [] : [{ kind: "shell", text: script, scope }] };
    }
    default:
      return { effects: moduleEffects(call, module, text, at) };
  }
}

/** Reads a playbook, which is asked about unless its inventory is for development or it stays on this machine. */
function played(call: Call): Reading {
  const books =
    call.command.program === "ansible-navigator" && call.words[0]?.value === "run" ? call.words.slice(1) : call.words;
  if (call.command.program === "ansible-navigator" && call.words[0]?.value !== "run") return { effects: [] };
  if (books.length === 0) return { effects: [] };
  const names = books.map(shown);
  const takesDown = names.some(name =>
    /(?:^|[^a-z])(?:destroy|teardown|tear-down|wipe|reset|purge|delete|uninstall|decommission|remove|nuke)(?:[^a-z]|$)/i.test(
      baseName(name),
    ),
  );
  const tasks = books.flatMap(book => playTasks(textOfFile(book, call.command.scope, call.facts), call));
  const at = books.every(book => staysHere(textOfFile(book, call.command.scope, call.facts))) ? [] : placesOf(call, []);
  return {
    effects: [
      {
        verb: takesDown ? "destroy" : "mutate",
        resource: takesDown ? "stack" : "system",
        target: names.join(", "),
        reach: "one",
        recovery: takesDown ? "none" : "effort",
        certainty: takesDown ? "likely" : "certain",
        source: "fleet",
        says: takesDown
          ? `takes down what ${names.join(", ")} names`
          : `changes the hosts to what ${names.join(", ")} says`,
        instead: "--check --diff shows what would change.",
        at,
        ...(call.command.span && { span: call.command.span }),
      },
      ...tasks.flatMap(({ effects }) => effects),
    ],
    inner: tasks.flatMap(({ inner }) => inner ?? []),
  };
}

function staysHere(text: string | null): boolean {
  const plays = text === null ? [] : (readYaml(text) ?? []).flatMap(document => yamlItems(document));
  return (
    plays.length > 0 && plays.every(play => /^(?:localhost|127\.0\.0\.1)$/.test(yamlText(yamlAt(play, "hosts")) ?? ""))
  );
}

/** Returns the places that the inventory, the limit and the pattern name. */
function placesOf({ args }: Call, patterns: readonly string[]): readonly Locator[] {
  if (optionValue(args, "c", "connection")?.value === "local") return [];
  const inventories = optionValues(args, "i", "inventory", "inventory-file").map(shown);
  const limits = optionValues(args, "l", "limit").map(shown);
  const names = [...inventories, ...limits, ...patterns.filter(name => name !== "all")];
  const local = (name: string) => /^(?:localhost|127\.0\.0\.1),?$/.test(name);
  if (
    (inventories.length > 0 && inventories.every(local)) ||
    (limits.length + patterns.length > 0 && [...limits, ...patterns].every(local))
  )
    return [];
  const staged = names.filter(name => STAGE.test(name));
  const label = staged.find(name => /prod|prd|live/i.test(name)) ?? staged[0] ?? names[0] ?? "default inventory";
  return [{ kind: "label", label, evidence: { because: `the hosts are those of ${label}` } }];
}

const STAGE = inOrder(
  [
    /(?:^|[^a-z])/,
    words`
      prod production prd live staging stage stg preprod uat qa dev development local test testing sandbox vagrant ci
    `,
    /(?:[^a-z]|$)/,
  ],
  "i",
);
