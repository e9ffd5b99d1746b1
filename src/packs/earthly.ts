/** Reads earthly: the commands of an Earthfile's targets, in containers or, after LOCALLY, on this machine. */
import { handedBack } from "../core/effects/budget.ts";
import { operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import type { Scope } from "../core/places/scope.ts";
import { namedOrNearest, scopeOfTask } from "../core/programs/project-file.ts";
import { effectsOfTaskName } from "../core/programs/task-names.ts";
import { literalWord, quotedForShell, textOf } from "../core/text/words.ts";
import { readYaml, yamlItems, yamlText } from "../core/text/yaml-text.ts";

const VALUES =
  "build-arg secret secret-file platform artifact a config buildkit-host cache-from org sat satellite".split(" ");

export const earthly: ProgramPack = {
  kind: "program",
  id: "earthly",
  programs: ["earthly", "earth"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const words = operands(readArguments(command.argv.slice(1), { values: VALUES })).map(textOf);
    const named = /^(?:\+|\.{0,2}\/)?([\w./-]*)\+([\w.-]+)/.exec(words.find(word => word.includes("+")) ?? "");
    const [, folder = "", target = ""] = named ?? [];
    if (target === "") return { effects: [] };
    const at =
      folder === "" ? undefined : literalWord(`${words.find(word => word.includes("+"))?.split("+")[0]}/Earthfile`);
    const file = namedOrNearest(at, ["Earthfile"], command.scope, facts);
    if (!file) return { effects: effectsOfTaskName(command, [target], `earthly +${target}`) };
    const here = scopeOfTask(command.scope, file, "earthly");
    const inside: Scope = {
      cwd: null,
      variables: new Map(),
      via: here.via,
      elsewhere: [],
      container: { mounts: [], fresh: true },
    };
    const span = command.span && { span: command.span };
    const inner = commandsOf(recipesIn(file.text), target, new Set()).map(
      ({ text, locally }): Inner => ({ kind: "shell", text, scope: locally ? here : inside, ...span }),
    );
    return { effects: [], inner: handedBack(inner) };
  },
  examples: [
    {
      run: "earthly +wipe",
      expect: "deny",
      files: { Earthfile: "VERSION 0.8\nwipe:\n  LOCALLY\n  RUN rm -rf src\n", "src/a.ts": "x" },
      git: { untracked: ["src/a.ts"] },
    },
    {
      run: "earthly --push +all",
      expect: "deny",
      files: {
        Earthfile:
          "VERSION 0.8\nFROM alpine\nall:\n  BUILD +media\nmedia:\n  RUN --push aws s3 rm s3://media \\\n    --recursive --profile prod\n",
      },
    },
    {
      run: "earthly +build",
      expect: "allow",
      files: {
        Earthfile:
          "VERSION 0.8\nFROM node:20\nbuild:\n  RUN npm ci && rm -rf /var/cache/apk\nwipe:\n  RUN dropdb shop\n",
      },
    },
    { run: "earthly ls", expect: "allow" },
  ],
};

interface Step {
  readonly text: string;
  readonly locally: boolean;
}

/** Returns the instructions by target; those before the first target have the empty name. */
function recipesIn(text: string): ReadonlyMap<string, readonly string[]> {
  const recipes = new Map<string, string[]>([["", []]]);
  let current = "";
  for (const line of text.replace(/\\\r?\n\s*/g, " ").split("\n")) {
    const target = /^([a-zA-Z][\w.-]*):\s*$/.exec(line)?.[1];
    if (target !== undefined) {
      current = target;
      recipes.set(target, []);
    } else if (/^\s*[A-Z]/.test(line)) recipes.get(current)?.push(line.trim());
  }
  return recipes;
}

/** Returns the commands of a target and of those that it depends on. */
function commandsOf(recipes: ReadonlyMap<string, readonly string[]>, target: string, seen: Set<string>): Step[] {
  if (seen.has(target)) return [];
  seen.add(target);
  let locally = false;
  return [...(seen.size === 1 ? (recipes.get("") ?? []) : []), ...(recipes.get(target) ?? [])].flatMap(line => {
    const [, word = "", rest = ""] = /^([A-Z]+)(?![A-Z])\s*(?!\s)(.*)$/.exec(line) ?? [];
    if (word === "LOCALLY") locally = true;
    if (word === "FROM") locally = false;
    const others = [...line.matchAll(/(?:^|[\s(])\+([\w.-]+)/g)].flatMap(([, name = ""]) =>
      commandsOf(recipes, name, seen),
    );
    return word === "RUN" ? [...others, { text: commandIn(rest), locally }] : others;
  });
}

/** Returns the command after the instruction's own options, a text or a list of words. */
function commandIn(text: string): string {
  const command = text.replace(/^(?:--[\w-]+(?:=\S+)?\s+)+/, "");
  const words = command.startsWith("[") ? yamlItems(readYaml(command)?.[0]).flatMap(one => yamlText(one) ?? []) : [];
  return words.length > 0 ? words.map(quotedForShell).join(" ") : command;
}
