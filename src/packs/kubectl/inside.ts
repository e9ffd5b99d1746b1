/** Reads commands that kubectl runs inside a pod, a node or a new container, as commands of that place. */

import { type Argument, optionValue } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { inputFromHere } from "../../core/files/input-text.ts";
import type { Call } from "../../core/kit/table.ts";
import { containerCommands } from "../../core/programs/container-commands.ts";
import { entrypointOf } from "../../core/programs/image-programs.ts";
import type { Word } from "../../core/text/words.ts";
import { isOn, placesOf } from "./call.ts";
import { manifestTexts } from "./manifests.ts";

/** Reads `exec pod [-c x] -- command`; older versions need no dashes. `before`: operands that come first. */
export function commandInside(call: Call, how: string, before: number): Inner[] {
  const operands = call.args.filter(arg => arg.kind === "operand");
  const literal = operands.filter(arg => arg.literal);
  const argv = literal.length > 0 ? literal.map(({ word }) => word) : loose(call.args, before);
  if (argv.length === 0) return [];
  const { scope, span } = call.command;
  return [
    {
      kind: "argv",
      argv,
      scope: {
        cwd: null,
        variables: new Map(),
        via: [...scope.via, `kubectl ${how}`],
        container: { mounts: [], fresh: false },
        elsewhere: [...(scope.elsewhere ?? []), ...placesOf(call)],
      },
      stdin: inputFromHere(call.command, call.facts),
      ...(span && { span }),
    },
  ];
}

/** Reads `run pod --image=amazon/aws-cli -- s3 ls` as arguments of the image's program, if it has one. */
export function startedPod(call: Call): Inner[] {
  const inside = commandInside(call, "run", 2);
  const program = isOn(call.args, "command") ? undefined : entrypointOf(optionValue(call.args, "image"));
  if (program === undefined) return inside;
  return [...inside.map(one => (one.kind === "argv" ? { ...one, argv: [program, ...one.argv] } : one)), ...inside];
}

/** Reads `apply -f job.yaml`: what the containers of its objects run. */
export function startedObjects(call: Call): Inner[] {
  return containerCommands(
    manifestTexts(call),
    call.command,
    `kubectl ${call.words[0]?.value ?? "apply"}`,
    placesOf(call),
  );
}

/** Returns all words after the pod's name, also options, as they belong to the inner command. */
function loose(args: readonly Argument[], before: number): Word[] {
  let seen = 0;
  const from = args.findIndex(arg => arg.kind === "operand" && ++seen > before);
  if (from === -1) return [];
  return args
    .slice(from)
    .flatMap(arg =>
      arg.kind === "option" && arg.value && arg.value !== arg.word ? [arg.word, arg.value] : [arg.word],
    );
}

/** Tells whether `get` would print a secret with its values. */
export function printsSecret(call: Call): boolean {
  const [, kinds] = call.words;
  const named = /(^|,)secrets?(\/|,|$)/i.test(kinds?.value ?? "");
  const output = optionValue(call.args, "o", "output", "template");
  return named && output !== undefined && !showsNoValues(output.value ?? "");
}

/** Tells whether the output shows only names, types and labels: it reads neither the data nor the whole object. */
function showsNoValues(output: string): boolean {
  if (/^(?:name|wide)$/.test(output)) return true;
  const [, fields] = /^(?:jsonpath(?:-as-json)?|go-template|custom-columns)=(.+)$/s.exec(output) ?? [];
  if (
    fields === undefined ||
    /data|annotations|\.\.|\*\.|\$\}|\{\.\}|range \$|last-applied/i.test(fields.replace(/\.?metadata/g, ""))
  )
    return false;
  const paths = fields.match(/\.[a-zA-Z][\w.]*/g) ?? [];
  return paths.length > 0 && paths.every(path => /^\.(?:items$|kind$|type$|apiVersion$|metadata\.)/.test(path));
}
