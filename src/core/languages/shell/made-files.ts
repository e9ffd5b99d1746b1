/** Tracks what a command does to files that later commands of the same text use, by its program. */

import { hasOption, operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Scope } from "../../places/scope.ts";
import { baseName, resolvePath } from "../../text/paths.ts";
import { dropPrefix, literalWord, textOf, type Word } from "../../text/words.ts";
import { behindSudo } from "./behind-sudo.ts";
import { editedBy } from "./edited-files.ts";
import { appended, type Note, paths } from "./file-notes.ts";
import {
  attached,
  boundTo,
  contentOfFolder,
  movedByCarrier,
  packed,
  synchronised,
  transferred,
} from "./moved-files.ts";

/** Returns notes about files of this machine that a program creates, changes, moves or links. */
export function madeBy(given: Invocation, facts: Facts): readonly Note[] {
  const behind = behindSudo(given);
  const command = behind.program === "losetup" ? behind : given;
  const { program, scope, stdin } = command;
  if (!MAKERS.has(program)) return NOTHING;
  const words = command.argv.slice(1);
  switch (program) {
    case "sponge":
    case "tee": {
      const args = readArguments(words, {});
      const text = stdin.kind === "text" ? stdin.text : null;
      const add = hasOption(args, "a", "append");
      return paths(operands(args), scope).map(path => ({
        kind: "written",
        path,
        text: appended(add, path, text, scope, facts),
      }));
    }
    case "dd": {
      const to = words.find(({ value }) => value?.startsWith("of="));
      const reads = words.some(({ value }) => value?.startsWith("if="));
      const text = stdin.kind === "text" && !reads ? stdin.text : null;
      return to ? paths([dropPrefix(to, 3)], scope).map(path => ({ kind: "written", path, text })) : [];
    }
    case "sed":
    case "gsed":
    case "perl":
      return [...keptBeside(words, scope), ...editedBy(command, facts)];
    case "awk":
    case "gawk":
    case "ed":
    case "ex":
    case "vi":
    case "vim":
    case "nvim":
    case "patch":
    case "gpatch":
      return editedBy(command, facts);
    case "npm":
      return scriptSet(words, scope, facts);
    case "python":
    case "python3":
    case "node":
    case "ruby":
    case "php":
    case "deno":
    case "bun":
      return writtenByCode(words, scope);
    // What will be read from it is not known.
    case "mkfifo":
    case "mknod":
      return paths(operands(readArguments(words, { values: ["m", "mode"] })), scope).map(path => ({
        kind: "written",
        path,
        text: null,
      }));
    case "git":
      return words.some(({ value }) => GIT_MAKES.has(value ?? ""))
        ? [
            ...stashed(words, scope),
            ...unkept(program, words, scope),
            ...setting(words, scope, facts),
            ...editedBy(command, facts),
            ...(words[0]?.value === "mv" ? transferred("mv", words.slice(1), scope, facts) : []),
          ]
        : NOTHING;
    case "rsync":
      return words.some(({ value }) => /^--remove-(?:source|sent)-files$/.test(value ?? ""))
        ? transferred("mv", words.map(contentOfFolder), scope, facts)
        : synchronised(words, scope, facts);
    case "find":
    case "xargs":
      return movedByCarrier(program, words, scope, facts);
    case "rm":
      return unkept(program, words, scope);
    case "losetup":
      return attached(words, scope);
    case "mount":
      return boundTo(words, scope);
    case "gzip":
    case "bzip2":
    case "xz":
    case "lzma":
    case "zstd":
      return packed(program, words, scope);
    case "mv":
    case "cp":
    case "ln":
      return transferred(program, words, scope, facts);
    case "install": {
      const given = stdin.kind === "text" && words.some(({ value }) => value === "/dev/stdin") ? stdin.text : undefined;
      const to = operands(readArguments(words, { values: INSTALL_VALUES })).at(-1);
      if (given !== undefined && to) return paths([to], scope).map(path => ({ kind: "written", path, text: given }));
      return transferred("cp", words, scope, facts, INSTALL_VALUES);
    }
    default:
      return [];
  }
}

const NOTHING: readonly Note[] = [];
const INSTALL_VALUES = ["m", "o", "g", "mode", "owner", "group"];
const MAKERS = new Set(
  `sponge tee dd sed gsed perl awk gawk ed ex vi vim nvim patch gpatch npm python python3 node ruby php deno bun mkfifo mknod git rsync find xargs rm mount mv cp ln
   install gzip bzip2 xz lzma zstd losetup`.split(/\s+/),
);
const GIT_MAKES = new Set(["stash", "rm", "config", "remote", "mv", "apply", "am"]);

/** `sed -i.bak`: the old content is kept beside the file under another name. */
function keptBeside(words: readonly Word[], scope: Scope): Note[] {
  const suffix = words
    .map(({ value }) => /^(?:-[a-hj-zA-Z]*i|--in-place=)(\.?[\w~.-]+)$/.exec(value ?? "")?.[1])
    .find(Boolean);
  if (suffix === undefined || /[*/]/.test(suffix) || !/^[.~]/.test(suffix)) return [];
  return paths(
    words.slice(1).filter(({ value }) => /^[\w./~-]+$/.test(value ?? "") && !value?.startsWith("-")),
    scope,
  ).map(from => ({ kind: "copied" as const, path: `${from}${suffix}`, from }));
}

/** `npm pkg set scripts.x='…'`: the manifest with that script. */
function scriptSet(words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const [noun, verb, ...others] = operands(readArguments(words, {}));
  // `npm set-script x 'text'`, as npm 7 and 8 had it.
  if (noun?.value === "set-script" && verb && others[0])
    return scriptSet(
      [literalWord("pkg"), literalWord("set"), literalWord(`scripts.${textOf(verb)}=${textOf(others[0])}`)],
      scope,
      facts,
    );
  const settings = others;
  if (noun?.value !== "pkg" || verb?.value !== "set" || scope.cwd === null) return [];
  const path = resolvePath("package.json", scope.cwd);
  const before = scope.earlier?.written.get(path) ?? facts.ask({ kind: "text", path });
  const scripts = settings.flatMap(word => {
    const [, name, text] = /^scripts\.([\w:.-]+)=([\s\S]*)$/.exec(textOf(word)) ?? [];
    return name !== undefined && text !== undefined ? [[name, text] as const] : [];
  });
  if (scripts.length === 0) return [];
  const manifest = objectIn(before ?? "{}");
  const all = { ...objectIn(JSON.stringify(manifest.scripts ?? {})), ...Object.fromEntries(scripts) };
  return [{ kind: "written", path, text: JSON.stringify({ ...manifest, scripts: all }) }];
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Scripts that inline code names and writes: their content is unknown. */
function writtenByCode(words: readonly Word[], scope: Scope): Note[] {
  const code = words.find((_, i) => /^-[a-zA-Z]*[cer]$|^--eval$/.test(words[i - 1]?.value ?? ""))?.value;
  if (!code || !/write|['"][wa]b?\+?['"]|put_contents|copyFile|rename/i.test(code) || scope.cwd === null) return [];
  const { cwd } = scope;
  const named = [
    ...code
      .slice(0, 20_000)
      .matchAll(/["'`]([\w./~-]{1,200}\.(?:sh|bash|zsh|py|[cm]?js|ts|rb|pl|php|ps1|bat|mk))["'`]/g),
  ];
  return named.slice(0, 8).map(match => ({ kind: "written", path: resolvePath(match[1] ?? "", cwd), text: null }));
}

/** `git config alias.x '…'` affects later calls; `include.path` includes the settings of another file. */
function setting(words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const [verb, name, value, address] = operands(
    readArguments(words, { values: ["C", "c", "f", "file", "type", "t", "m"] }),
  );
  if (!/^(?:config|remote)$/.test(verb?.value ?? "") || !name?.value || !value || scope.cwd === null) return [];
  const path = resolvePath(".git/config", scope.cwd);
  const before = scope.earlier?.written.get(path) ?? facts.ask({ kind: "text", path }) ?? "";
  if (verb?.value === "remote") {
    if (!/^(?:add|set-url)$/.test(name.value) || !address) return [];
    const remote = textOf(value);
    // Git writes a fetch line for a new remote only.
    const fetch = name.value === "add" ? `\tfetch = +refs/heads/*:refs/remotes/${remote}/*\n` : "";
    return [{ kind: "written", path, text: `${before}\n[remote "${remote}"]\n\turl = ${textOf(address)}\n${fetch}` }];
  }
  const alias = /^alias\.(\S+)$/i.exec(name.value)?.[1];
  if (alias !== undefined)
    return [
      {
        kind: "written",
        path,
        text: `${before}\n[alias]\n\t${alias} = "${textOf(value).replace(/["\\]/g, "\\$&")}"\n`,
      },
    ];
  if (!/^include(?:if\..*)?\.path$/i.test(name.value)) return [];
  const [from] = paths([value], scope);
  const text = from === undefined ? undefined : scope.earlier?.written.get(from);
  return text ? [{ kind: "written", path, text: `${before}\n${text}` }] : [];
}

/** `git stash` stores changes under one name; their content is unknown. */
function stashed(words: readonly Word[], { cwd }: Scope): Note[] {
  const [verb, action] = words;
  const puts = verb?.value === "stash" && (action === undefined || /^(?:push|save|-.*)$/.test(action.value ?? ""));
  return puts && cwd !== null ? [{ kind: "written", path: resolvePath(".git/refs/stash", cwd), text: null }] : [];
}

/** Removing a `.gitignore` has the same effect as emptying it. */
function unkept(program: string, words: readonly Word[], scope: Scope): Note[] {
  const plain = operands(readArguments(words, { values: ["C", "c"] }));
  const removed = program === "rm" ? plain : plain[0]?.value === "rm" ? plain.slice(1) : [];
  const names = removed.some(({ value, glob }) => value === "." || (glob && program === "git"))
    ? [".gitignore"]
    : removed.flatMap(({ value }) => (value !== null && baseName(value) === ".gitignore" ? [value] : []));
  if (scope.cwd === null) return [];
  const { cwd } = scope;
  return names.map(name => ({ kind: "written", path: resolvePath(name, cwd), text: "" }));
}
