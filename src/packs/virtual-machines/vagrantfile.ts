/** Reads Vagrant's provisioners and triggers: what a Vagrantfile runs in the machine, with its mounts, and here. */
import { handedBack } from "../../core/effects/budget.ts";
import type { Inner } from "../../core/effects/pack.ts";
import type { Call } from "../../core/kit/table.ts";
import type { Scope } from "../../core/places/scope.ts";
import { fileAt, projectFile, scopeOfTask } from "../../core/programs/project-file.ts";
import { resolvePath } from "../../core/text/paths.ts";

const STARTS = /^(?:up|provision|reload)$/;
/** The keyword before a statement or block. */
const PROVISION = /\.vm\.provision\b/g;
const TRIGGER = /\.trigger\.(?:before|after)\b|\brun(?:_remote)?\s*=/g;

/** Returns the commands that `vagrant up` starts besides the machine; none if there is no Vagrantfile here. */
export function provisionedMachine({ command, words, facts }: Call): Inner[] {
  const { scope, span } = command;
  if (!STARTS.test(words[0]?.value ?? "")) return [];
  const file = projectFile(["Vagrantfile", "vagrantfile"], scope, facts);
  if (!file) return [];
  const here = scopeOfTask(scope, file, "vagrant");
  const inside: Scope = {
    cwd: "/home/vagrant",
    variables: new Map(),
    via: here.via,
    elsewhere: [],
    // The machine's setup is lost with it, but not the project's folder.
    container: { mounts: [{ at: "/vagrant", from: file.folder }], fresh: true },
  };
  const scripts = statements(file.text, PROVISION).flatMap(text => [
    ...values(text, "inline"),
    ...values(text, "path").flatMap(path => fileAt(resolvePath(path, file.folder), scope, facts)?.text ?? []),
  ]);
  const shell = (text: string, where: Scope): Inner => ({ kind: "shell", text, scope: where, ...(span && { span }) });
  return handedBack([
    ...scripts.map(text => shell(text, inside)),
    ...statements(file.text, TRIGGER)
      .flatMap(text => values(text, "inline"))
      .map(text => shell(text, here)),
  ]);
}

/** Returns the text after each keyword, up to the next. */
function statements(text: string, keyword: RegExp): string[] {
  const starts = [...text.matchAll(keyword)].map(({ index }) => index);
  return starts.map((at, i) => text.slice(at, Math.min(starts[i + 1] ?? text.length, at + 8000)));
}

/** Reads `inline: "…"`, `inline = '…'`, `inline: <<-SHELL … SHELL`. */
function values(text: string, name: string): string[] {
  const found = new RegExp(
    `\\b${name}\\s*(?::|=>?)\\s*(?:"((?:[^"\\\\]|\\\\.){0,4000})"|'([^']{0,4000})'|<<[-~]?["']?(\\w{1,30})["']?[^\\n]{0,80}\\n([\\s\\S]{0,8000}))`,
    "g",
  );
  return [...text.matchAll(found)].map(([, double, single, mark, rest = ""]) => {
    if (mark === undefined) return (double ?? single ?? "").replace(/\\n/g, "\n").replace(/\\(["\\])/g, "$1");
    const lines = rest.split("\n");
    const end = lines.findIndex(one => one.trim() === mark);
    return lines.slice(0, end === -1 ? undefined : end).join("\n");
  });
}
