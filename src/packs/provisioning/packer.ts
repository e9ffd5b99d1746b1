/** Reads Packer: what a template's provisioners run, on this machine or in the machine that becomes an image. */

import { handedBack } from "../../core/effects/budget.ts";
import { operands } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { textOfFile } from "../../core/files/input-text.ts";
import { pathOf } from "../../core/files/targets.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Scope } from "../../core/places/scope.ts";
import { parentOf, resolvePath } from "../../core/text/paths.ts";
import { literalWord } from "../../core/text/words.ts";
import { isYamlMap, readYaml, yamlAt, yamlItems, yamlText } from "../../core/text/yaml-text.ts";

const MOST_FILES = 12;

interface Provisioner {
  readonly kind: string;
  readonly commands: readonly string[];
  readonly scripts: readonly string[];
}

/** Returns the commands of `packer build`; none if its template is not here. */
export function provisioned(call: Call): Inner[] {
  const { scope, span } = call.command;
  const [verb, named] = operands(call.args);
  if (verb?.value !== "build" || scope.cwd === null || scope.elsewhere) return [];
  const via = [...scope.via, "packer build"];
  return templatesOf(call, named?.value ?? ".").flatMap(({ text, folder }) => {
    const found = text.trimStart().startsWith("{") ? ofJson(text) : ofHcl(text);
    // A builder without a machine of its own (`null`) works on an existing one.
    const kept = /\bsource\s+"null"|"type"\s*:\s*"null"|source\.null\./.test(text);
    return found.flatMap(({ kind, commands, scripts }) => {
      const inside: Scope = {
        cwd: null,
        variables: new Map(),
        via,
        elsewhere: [],
        container: { mounts: [], fresh: !kept },
      };
      const where = kind.endsWith("-local") ? { ...scope, via } : inside;
      const texts = scripts.map(name => textOfFile(literalWord(resolvePath(name, folder)), scope, call.facts) ?? "");
      return handedBack([...commands, ...texts]).map(text => ({
        kind: "shell" as const,
        text,
        scope: where,
        ...(span && { span }),
      }));
    });
  });
}

function templatesOf({ command, facts }: Call, named: string): { text: string; folder: string }[] {
  const path = pathOf(literalWord(named), command.scope);
  const stat = path === undefined ? null : facts.ask({ kind: "stat", path });
  if (path === undefined) return [];
  const files =
    stat?.type === "directory"
      ? (stat.entries ?? []).filter(name => /\.pkr\.(?:hcl|json)$/.test(name)).map(name => `${path}/${name}`)
      : [path];
  return files.slice(0, MOST_FILES).flatMap(file => {
    const text = textOfFile(literalWord(file), command.scope, facts);
    return text === null ? [] : [{ text, folder: parentOf(file) }];
  });
}

function ofJson(text: string): Provisioner[] {
  const [root] = readYaml(text) ?? [];
  return ["provisioners", "post-processors"]
    .flatMap(key => yamlItems(yamlAt(root, key)))
    .flatMap(item => (Array.isArray(item) ? item : [item]))
    .filter(isYamlMap)
    .map(one => ({
      kind: yamlText(one.type) ?? "",
      commands: textsOf(one.inline, one.command),
      scripts: textsOf(one.scripts, one.script),
    }));
}

function textsOf(...values: Parameters<typeof yamlItems>[0][]): string[] {
  return values.flatMap(value => [...yamlItems(value), value].flatMap(one => yamlText(one ?? null) ?? []));
}

/** Finds `provisioner "shell" { inline = ["…"] }`; each block ends where the next begins. */
function ofHcl(text: string): Provisioner[] {
  const blocks = text.split(/\b(?:error-cleanup-)?(?:provisioner|post-processor)\s+"/).slice(1);
  return blocks.map(block => ({
    kind: /^[\w-]{1,40}/.exec(block)?.[0] ?? "",
    commands: strings(block, /\b(?:inline|command)\s*=\s*(\[[^\]]*(?:\]|$)|"(?:[^"\\]|\\.)*(?:"|$))/g),
    scripts: strings(block, /\bscripts?\s*=\s*(\[[^\]]*(?:\]|$)|"[^"]*(?:"|$))/g),
  }));
}

function strings(block: string, pattern: RegExp): string[] {
  return [...block.matchAll(pattern)].flatMap(([, value = ""]) =>
    [...value.matchAll(/(?<!\\)"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
      text.replace(/\\n/g, "\n").replace(/\\(["\\])/g, "$1"),
    ),
  );
}
