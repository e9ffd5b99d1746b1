/** Reads foreman, overmind, honcho, hivemind: the processes of a Procfile. */

import { operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { carriedBy } from "../core/kit/carrying.ts";
import { namedOrNearest, scopeOfTask } from "../core/programs/project-file.ts";
import { textOf } from "../core/text/words.ts";

const VALUES = "f procfile e env d root p port m formation c concurrency l processes x ignored-processes s t".split(
  " ",
);

export const procfile: ProgramPack = {
  kind: "program",
  id: "procfile",
  programs: ["foreman", "overmind", "honcho", "hivemind", "goreman", "forego"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const run = carriedBy(command, { command: "run", values: VALUES });
    if (run) return { effects: [], inner: run };
    const args = readArguments(command.argv.slice(1), { values: VALUES });
    const [verb, ...names] = operands(args);
    const starts = command.program === "hivemind" || /^(s|start)$/.test(verb?.value ?? "");
    const named = optionValue(args, "f", "procfile");
    const file = starts ? namedOrNearest(named, ["Procfile"], command.scope, facts) : undefined;
    if (!file) return { effects: [] };
    const wanted = new Set([...names.map(textOf), ...(optionValue(args, "l", "processes")?.value?.split(",") ?? [])]);
    const scope = scopeOfTask(command.scope, file, command.program);
    const texts = file.text.split("\n").flatMap(line => {
      const match = /^([\w-]+):\s*(?!\s)(.+)$/.exec(line);
      return match?.[2] && (wanted.size === 0 || wanted.has(match[1] ?? "")) ? [match[2]] : [];
    });
    const span = command.span && { span: command.span };
    return { effects: [], inner: texts.slice(0, 50).map(text => ({ kind: "shell", text, scope, ...span })) };
  },
  examples: [
    { run: "foreman start", expect: "deny", files: { Procfile: "web: npm start\nx: rm -rf ~\n" } },
    { run: "overmind start -f Procfile.dev", expect: "deny", files: { "Procfile.dev": "x: rm -rf ~\n" } },
    { run: "honcho run rm -rf ~", expect: "deny" },
    { run: "foreman start web", expect: "allow", files: { Procfile: "web: npm start\nx: rm -rf ~\n" } },
    { run: "foreman check", expect: "allow" },
  ],
};
