/** Reads task (go-task): the commands of a Taskfile. */
import { handedBack } from "../core/effects/budget.ts";
import { operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { namedOrNearest, type ProjectFile, scopeOfTask } from "../core/programs/project-file.ts";
import { effectsOfTaskName } from "../core/programs/task-names.ts";
import { HOLE, quotedForShell, textOf } from "../core/text/words.ts";
import { isYamlMap, readYaml, type Yaml, yamlAt, yamlItems, yamlText } from "../core/text/yaml-text.ts";

const GRAMMAR = { values: "t taskfile d dir o output C concurrency I interval sort".split(" ") };
const SHOWS = /^(l|list|a|list-all|n|dry|summary|status|init|i|help|h|version|completion)$/;
const NAMES = ["yml", "yaml", "dist.yml", "dist.yaml"].flatMap(end => [`Taskfile.${end}`, `taskfile.${end}`]);

export const taskfile: ProgramPack = {
  kind: "program",
  id: "taskfile",
  programs: ["task", "go-task"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), GRAMMAR);
    if (args.some(arg => arg.kind === "option" && SHOWS.test(arg.name))) return { effects: [] };
    const behind = args.flatMap(arg => (arg.kind === "operand" && arg.literal ? [arg.word] : []));
    const words = operands(args).filter(word => !behind.includes(word));
    const given = new Map(words.flatMap(word => variable(textOf(word))));
    const goals = words.filter(word => variable(textOf(word)).length === 0).map(textOf);
    const names = goals.length > 0 ? goals : ["default"];
    const file = namedOrNearest(optionValue(args, "t", "taskfile"), NAMES, command.scope, facts);
    const root = file && readYaml(file.text)?.[0];
    const unread = names.filter(name => yamlAt(yamlAt(root, "tasks"), name) === undefined);
    const effects = effectsOfTaskName(command, unread, `task ${unread.join(" ")}`);
    if (!file || root === undefined) return { effects };
    const variables = new Map([...variablesOf(yamlAt(root, "vars")), ...given]);
    variables.set("CLI_ARGS", behind.map(word => quotedForShell(textOf(word))).join(" "));
    const texts = names.flatMap(name => commandsOf(root, name, variables, new Set()));
    return { effects, inner: handedBack(texts).map(text => shell(command, file, text)) };
  },
  examples: [
    { run: "task wipe", expect: "deny", files: { "Taskfile.yml": "tasks:\n  wipe:\n    cmds:\n      - rm -rf ~\n" } },
    {
      run: "task a",
      expect: "deny",
      files: { "Taskfile.yml": "vars: {D: /home/dev}\ntasks:\n  a: {deps: [b]}\n  b:\n    - cmd: rm -rf {{.D}}\n" },
    },
    {
      run: "task run -- ~",
      expect: "deny",
      files: { "Taskfile.yml": "tasks:\n  run:\n    cmds: ['rm -rf {{.CLI_ARGS}}']\n" },
    },
    { run: "task nuke", expect: "ask", why: "nobody can read it, and its name says so" },
    { run: "task build", expect: "allow", files: { "Taskfile.yml": "tasks:\n  build:\n    - go build ./...\n" } },
    { run: "task --list", expect: "allow" },
    { run: "task clean", expect: "allow" },
  ],
};

function variable(text: string): readonly (readonly [string, string])[] {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
  return match?.[1] ? [[match[1], match[2] ?? ""]] : [];
}

function variablesOf(vars: Yaml | undefined): readonly (readonly [string, string])[] {
  return isYamlMap(vars) ? Object.entries(vars).map(([name, value]) => [name, yamlText(value) ?? HOLE] as const) : [];
}

/** Returns the commands of a task after those of its dependencies, each task once. */
function commandsOf(root: Yaml, name: string, variables: ReadonlyMap<string, string>, done: Set<string>): string[] {
  const task = yamlAt(yamlAt(root, "tasks"), name);
  if (task === undefined || done.has(name)) return [];
  done.add(name);
  const inside = new Map([...variables, ...variablesOf(yamlAt(task, "vars"))]);
  const needs = yamlItems(yamlAt(task, "deps")).flatMap(dep => yamlText(dep) ?? yamlText(yamlAt(dep, "task")) ?? []);
  const own = isYamlMap(task) ? (yamlAt(task, "cmds") ?? yamlAt(task, "cmd")) : task;
  const steps = Array.isArray(own) ? yamlItems(own) : own === undefined ? [] : [own];
  return [
    ...needs.flatMap(other => commandsOf(root, other, variables, done)),
    ...steps.flatMap((step: Yaml) => {
      const other = yamlText(yamlAt(step, "task"));
      if (other !== undefined) return commandsOf(root, other, variables, done);
      const text = yamlText(step) ?? yamlText(yamlAt(step, "cmd")) ?? yamlText(yamlAt(step, "defer"));
      return text === undefined ? [] : [filled(text, inside)];
    }),
  ];
}

function filled(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /\{\{-?\s*\.(\w+)\s*-?\}\}|\{\{(?:(?!\{\{)[^}])*\}\}/g,
    (_, name?: string) => variables.get(name ?? "") ?? HOLE,
  );
}

function shell(command: Invocation, file: ProjectFile, text: string): Inner {
  const scope = scopeOfTask(command.scope, file, "task");
  return { kind: "shell", text, scope, ...(command.span && { span: command.span }) };
}
