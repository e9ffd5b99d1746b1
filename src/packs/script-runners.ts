/** Reads run-s, run-p, turbo, nx and others: scripts of package.json by their names. */

import { hasOption, operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { scopeInside } from "../core/kit/carrying.ts";
import { readScripts } from "../core/programs/package-scripts.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

const RUN_ALL = { values: ["n", "npm-path", "max-parallel", "c"] };
const MONOREPO = {
  values:
    `filter F scope ignore concurrency since base head target targets t projects p exclude configuration c parallel
    output-style runner cache-dir log-order log-prefix ui cwd team token api`.split(/\s+/),
};

export const scriptRunners: ProgramPack = {
  kind: "program",
  id: "script-runners",
  programs: [
    "run-s",
    "run-p",
    "npm-run-all",
    "npm-run-all2",
    "turbo",
    "nx",
    "start-server-and-test",
    "preconstruct",
    "wsrun",
    "ultra",
  ],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "turbo":
        return everywhere(command, behindRun(command, /^run$/), facts);
      case "nx":
        return nx(command, facts);
      case "start-server-and-test":
        return parts(command, facts);
      default:
        return readScripts(
          command,
          { names: operands(readArguments(command.argv.slice(1), RUN_ALL)).map(firstWord), args: [] },
          facts,
        );
    }
  },
  examples: [
    {
      run: "run-s clean build",
      expect: "deny",
      files: { "package.json": '{"scripts":{"clean":"rm -rf ~","build":"tsc"}}' },
    },
    { run: "run-p 'build:*'", expect: "deny", files: { "package.json": '{"scripts":{"build:x":"rm -rf ~"}}' } },
    { run: "turbo run db:reset", expect: "ask" },
    { run: "nx run api:db-reset", expect: "ask" },
    { run: "nx reset", expect: "allow", why: "its own cache" },
    { run: "start-server-and-test 'rm -rf ~' 3000 test", expect: "deny" },
    { run: "nx release --yes", expect: "ask" },
    { run: "nx release publish", expect: "ask" },
    { run: "nx release --dry-run", expect: "allow" },
    { run: "turbo run build lint --filter=web", expect: "allow" },
    { run: "nx affected -t test", expect: "allow" },
    { run: "npm-run-all lint test:*", expect: "allow" },
  ],
};

/** Returns the script of `build --watch`, a word of a script with arguments. */
function firstWord(word: Word): Word {
  const name = textOf(word).split(/\s/)[0] ?? "";
  return literalWord(name);
}

function behindRun(command: Invocation, verb: RegExp): readonly Word[] {
  const [first, ...rest] = operands(readArguments(command.argv.slice(1), MONOREPO));
  if (first === undefined) return [];
  return verb.test(first.value ?? "") ? rest : [first, ...rest];
}

/** Reads tasks of several packages by their names alone, without their files. */
function everywhere(command: Invocation, names: readonly Word[], facts: Facts): Reading {
  return readScripts(command, { names, args: [], everywhere: true }, facts);
}

/** Reads `nx run project:target`, `nx run-many -t a b`, `nx affected --target=a`, `nx build app`. */
function nx(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), MONOREPO);
  const [verb, ...rest] = operands(args);
  const targets = optionValues(args, "t", "target", "targets");
  switch (verb?.value) {
    case "release":
      // `nx release publish --dry-run` only shows, and `--skip-publish` only makes versions.
      return hasOption(args, "dry-run", "d", "skip-publish") ||
        rest.some(word => /^(changelog|plan|version)$/.test(word.value ?? ""))
        ? { effects: [] }
        : { effects: [published(command)] };
    case "run":
      return everywhere(
        command,
        rest.slice(0, 1).map(word => literalWord(textOf(word).split(":")[1] ?? "")),
        facts,
      );
    case "run-many":
    case "affected":
      return everywhere(command, [...targets, ...rest], facts);
    case "exec":
      return {
        effects: [],
        inner: [argv(command, operands(readArguments(command.argv.slice(2), { stopAtOperand: true })))],
      };
    case "reset":
    case "graph":
    case "show":
    case "migrate":
    case "g":
    case "generate":
      return { effects: [] };
    default:
      return everywhere(command, verb ? [verb] : [], facts);
  }
}

/** Reads `start-server-and-test start http://localhost:3000 test`: names of scripts, or commands. */
function parts(command: Invocation, facts: Facts): Reading {
  const words = operands(readArguments(command.argv.slice(1), { values: ["expect"] })).filter(
    word => !/^(https?-?\w*:|tcp:|\d+$|:\d+)/.test(textOf(word)),
  );
  const texts = words.filter(word => /\s/.test(textOf(word)));
  const scripts = readScripts(command, { names: words.filter(word => !texts.includes(word)), args: [] }, facts);
  const span = command.span && { span: command.span };
  const inner = texts.map(
    (word): Inner => ({ kind: "shell", text: textOf(word), scope: scopeInside(command), ...span }),
  );
  return { effects: scripts.effects, inner: [...(scripts.inner ?? []), ...inner] };
}

function published({ span, program }: Invocation): Reading["effects"][number] {
  return {
    verb: "publish",
    resource: "package",
    target: "the packages of this workspace",
    reach: "several",
    recovery: "none",
    certainty: "certain",
    source: "script-runners",
    says: `publishes the packages of this workspace with ${program}`,
    instead: "Look at what would be published first: --dry-run.",
    ...(span && { span }),
  };
}

function argv(command: Invocation, words: readonly Word[]): Inner {
  const span = command.span && { span: command.span };
  return { kind: "argv", argv: words, scope: scopeInside(command), stdin: command.stdin, ...span };
}
