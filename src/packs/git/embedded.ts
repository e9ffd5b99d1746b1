/** Finds shell text that git runs: aliases, configured programs, filters, `submodule foreach`, `bisect`, `ext::`. */
import { EDITOR_PROGRAMS } from "../../core/agents/code-editors.ts";
import type { Effect } from "../../core/effects/effect.ts";
import { operands, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Inner } from "../../core/effects/pack.ts";
import { escaped } from "../../core/files/globs.ts";
import { withGiven } from "../../core/languages/shell/scripts.ts";
import type { Scope } from "../../core/places/scope.ts";
import { madeTheOther } from "../../core/programs/compared.ts";
import { withNames } from "../../core/programs/spawning-options.ts";
import { wholly } from "../../core/text/expressions.ts";
import { baseName, parentOf, resolvePath } from "../../core/text/paths.ts";
import { literalWord, textOf, unknownWord, type Word, wordOfText } from "../../core/text/words.ts";
import { type GitCall, gitEffect, installedViewers, stateOf } from "./call.ts";

/** Settings whose value git runs as a command. */
const RUNS = wholly([
  /alias\..*/,
  /core\.(?:sshcommand|pager|editor|fsmonitor|askpass|gitproxy)/,
  /pager\..*|sequence\.editor|diff\.external/,
  /(?:diff|merge|difftool|mergetool)\..*\.(?:command|cmd|textconv|driver)/,
  /filter\..*\.(?:clean|smudge|process)|credential(?:\..*)?\.helper|gpg(?:\..*)?\.program/,
  /uploadpack\.packobjectshook|remote\..*\.(?:uploadpack|receivepack)|trailer\..*\.(?:command|cmd)/,
]);

export function embedded(call: GitCall): Inner[] {
  return [
    ...[...call.config].flatMap(([name, value]) => configured(call, name, value)),
    ...subcommandCode(call),
    ...call.words.flatMap(word => transport(call, word)),
  ];
}

/** Returns the files that git compares: those that the call names, or those with changes. */
function compared(call: GitCall): readonly string[] {
  const named = behindDashes(call.words);
  return named.length > 0 ? named : (stateOf(call)?.modified ?? []).map(escaped);
}

/** Returns the variables by which git tells a diff tool what to compare (git-difftool(1)). */
function comparing(call: GitCall): Scope {
  const files = compared(call);
  return ["MERGED", "REMOTE", "BASE"].reduce<Scope>((scope, name) => withGiven(scope, name, files), scopeOf(call));
}

/** Git runs an alias through a shell only when it starts with `!`, and `core.fsmonitor` may be a boolean. */
function configured(call: GitCall, name: string, value: string): Inner[] {
  if (!RUNS.test(name) || /^(?:true|false|yes|no|cat|less|)$/i.test(value)) return [];
  if (/^(?:alias|credential)\b/.test(name))
    return value.startsWith("!") && !name.startsWith("alias") ? [shell(call, value.slice(1))] : [];
  if (/^(?:difftool|mergetool)\./.test(name)) return [shell(call, value, comparing(call))];
  // Git passes the changed file as the first argument (git(1), GIT_EXTERNAL_DIFF).
  if (name === "diff.external" || /^diff\..*\.command$/.test(name))
    return [shell(call, value), withNames(value, [oneChanged(call)], scopeOf(call), call.command.span)];
  return [shell(call, value)];
}

/** Commands that talk to another machine. */
const NETWORK = new Set(["fetch", "pull", "push", "clone", "ls-remote", "submodule", "lfs", "svn"]);

function connects({ name, words }: GitCall): boolean {
  const [action] = operands(readArguments(words, {}));
  if (name === "remote")
    return (
      /^(?:update|prune|show|set-head)$/.test(action?.value ?? "") ||
      (action?.value === "add" && words.some(({ value }) => value === "-f" || value === "--fetch"))
    );
  if (name === "archive") return words.some(({ value }) => value?.startsWith("--remote"));
  // An alias may stand for any of them.
  return NETWORK.has(name ?? "") || !LOCAL.has(name ?? "");
}

/** Common commands that never contact another machine. */
const LOCAL = new Set(
  "status diff log show add commit branch checkout switch merge rebase reset restore stash tag config rev-parse blame grep init mv rm describe reflog ls-files cherry-pick revert bisect clean worktree".split(
    " ",
  ),
);

/** Programs that people commonly configure. */
const ORDINARY = new RegExp(
  `^(?:${EDITOR_PROGRAMS.join("|")}|ssh|tsh|plink|vim?|nvim|nano|emacs|cat|less|more|true|false|echo|delta|diff-so-fancy|bat|gpg2?|git-lfs|meld|:)$`,
);

/** Finds an unknown program that is configured for this one call: `git -c core.sshCommand=./x fetch`. */
export function strangeProgram(call: GitCall): Effect[] {
  return [...call.config].flatMap(([name, value]) => {
    const hooks =
      name === "core.hookspath" && value !== "" && !/^(?:\/dev\/null|nul|\.husky\b.*|\.githooks)$/i.test(value);
    const [program = ""] = value.replace(/^!/, "").split(/\s+/);
    if (name === "core.sshcommand" && !connects(call)) return [];
    const own = RUNS.test(name) && !name.startsWith("alias.") && /[/\\]/.test(program);
    if (!hooks && (!own || ORDINARY.test(baseName(program)) || installedViewers(call).has(name))) return [];
    return [
      gitEffect(call, {
        verb: "execute-unknown",
        resource: "code",
        target: value,
        recovery: "none",
        certainty: "likely",
        says: `makes git run ${value} (${name})`,
      }),
    ];
  });
}

function subcommandCode(call: GitCall): Inner[] {
  const { name, words } = call;
  switch (name) {
    case "config": {
      const [key, value] = operands(
        readArguments(words, { values: ["f", "file", "blob", "t", "type", "default"] }),
      ).filter((word, i) => i > 0 || word.value !== "set");
      if (!key?.value || !value) return [];
      const text = textOf(value);
      if (key.value.toLowerCase().startsWith("alias.")) return text.startsWith("!") ? [shell(call, text.slice(1))] : [];
      return configured(call, key.value.toLowerCase(), text);
    }
    case "submodule": {
      const [action, ...code] = operands(readArguments(words, {}));
      const at = code[0] ? words.indexOf(code[0]) : 0;
      return action?.value === "foreach" && at > 0 ? codeOf(call, words.slice(at)) : [];
    }
    case "apply": {
      const shows = /^--(?:check|stat|numstat|summary)$/;
      const made = madeTheOther(
        call.command,
        words.some(({ value }) => /^(?:-R|--reverse)$/.test(value ?? "")),
      );
      return made && !words.some(({ value }) => shows.test(value ?? "")) ? [made] : [];
    }
    case "bisect":
      return words[0]?.value === "run" ? codeOf(call, words.slice(1)) : [];
    case "rebase":
      return optionValues(
        readArguments(words, { abbreviations: true, values: ["x", "exec", "onto", "s", "X"] }),
        "x",
        "exec",
      ).map(word => shell(call, textOf(word)));
    case "filter-branch":
      return optionValues(
        readArguments(words, FILTERS),
        ...FILTERS.values.filter(filter => filter.endsWith("filter") || filter === "setup"),
      ).map(word => shell(call, textOf(word)));
    case "clone":
    case "fetch":
    case "pull":
    case "push":
    case "ls-remote":
    case "archive":
      return optionValues(
        readArguments(words, {
          abbreviations: true,
          values: ["upload-pack", "receive-pack", "exec", ...(name === "clone" ? ["u", "b", "o", "c", "j"] : [])],
        }),
        "upload-pack",
        "receive-pack",
        "exec",
        ...(name === "clone" ? ["u"] : []),
      ).map(word => shell(call, textOf(word)));
    case "difftool":
      return optionValues(
        readArguments(words, { abbreviations: true, values: ["x", "extcmd", "t", "tool"] }),
        "x",
        "extcmd",
      ).flatMap(word => [
        shell(call, textOf(word)),
        withNames(textOf(word), [BEFORE, oneChanged(call)], comparing(call), call.command.span),
      ]);
    case "grep":
      return optionValues(
        readArguments(words, { abbreviations: true, optional: ["O", "open-files-in-pager"], values: ["e", "f", "m"] }),
        "O",
        "open-files-in-pager",
      ).flatMap(word => [
        shell(call, textOf(word)),
        withNames(textOf(word), [oneFound(call)], scopeOf(call), call.command.span),
      ]);
    case "send-email":
      return optionValues(
        readArguments(words, { values: ["smtp-server", "sendmail-cmd", "to-cmd", "cc-cmd"] }),
        "smtp-server",
        "sendmail-cmd",
        "to-cmd",
        "cc-cmd",
      ).flatMap(word => (/^\/|\s/.test(textOf(word)) ? [shell(call, textOf(word))] : []));
    default:
      return [];
  }
}

/** Git writes the old version of a file to a temporary file. */
const BEFORE = literalWord("/tmp/git-blob");

function oneChanged(call: GitCall): Word {
  return unknownWord("each changed file", call.command.span, compared(call));
}

function oneFound({ words, command }: GitCall): Word {
  const named = behindDashes(words).flatMap(name => [name, `${name.replace(/\/$/, "")}/**`]);
  return unknownWord("each file that it finds", command.span, named.length > 0 ? named : ["**"]);
}

/** Returns the names after `--`. */
function behindDashes(words: readonly Word[]): readonly string[] {
  const at = words.findIndex(({ value }) => value === "--");
  return at < 0 ? [] : words.slice(at + 1).flatMap(({ value }) => value ?? []);
}

const FILTERS = {
  values:
    "setup subdirectory-filter env-filter tree-filter index-filter parent-filter msg-filter commit-filter tag-name-filter original d state-branch".split(
      " ",
    ),
};

/** Reads code: one word is shell text, several are an argument list. */
function codeOf(call: GitCall, words: readonly Word[]): Inner[] {
  const [first] = words;
  if (!first) return [];
  if (words.length === 1) return [shell(call, textOf(first))];
  return [{ kind: "argv", argv: words, scope: scopeOf(call), ...(call.command.span && { span: call.command.span }) }];
}

/** Reads a remote `ext::sh -c …`, which runs a program; `% ` is a blank inside an argument (git-remote-ext). */
function transport(call: GitCall, word: Word): Inner[] {
  const text = textOf(word);
  if (!text.startsWith("ext::")) return [];
  const argv = text
    .slice(5)
    .match(/(?:%.|[^% ])+/gs)
    ?.map(part => wordOfText(part.replace(/%([ %])/g, "$1")));
  return argv
    ? [{ kind: "argv", argv, scope: scopeOf(call), ...(call.command.span && { span: call.command.span }) }]
    : [];
}

function shell(call: GitCall, text: string, scope = scopeOf(call)): Inner {
  return { kind: "shell", text, scope, ...(call.command.span && { span: call.command.span }) };
}

function scopeOf({ command, cwd, name }: GitCall): GitCall["command"]["scope"] {
  return { ...command.scope, cwd, via: [...command.scope.via, `git ${name}`] };
}

/**
 * Returns what an alias stands for: shell text after `!`, else further words of git. It comes from `-c`, the
 * repository's configuration, or the person's own; undefined when there is no such alias.
 */
export function aliasOf(call: GitCall): { readonly shell: string } | { readonly words: readonly Word[] } | undefined {
  // Git itself refuses an alias that refers to itself.
  if (call.name === null || call.command.scope.via.includes(`git alias ${call.name}`)) return undefined;
  const text = call.config.get(`alias.${call.name.toLowerCase()}`) ?? fromFiles(call, call.name);
  if (text === undefined) return undefined;
  if (text.startsWith("!")) return { shell: [text.slice(1), ...call.words.map(({ text: word }) => word)].join(" ") };
  return {
    words: [
      ...aliasesBehind(text, call),
      ...text
        .trim()
        .split(/\s+/)
        .map(part => literalWord(part.replace(/^(['"])(.*)\1$/, "$2"))),
      ...call.words,
    ],
  };
}

/** Returns the call's other aliases as options of git, as an alias may stand for another one. */
function aliasesBehind(text: string, { config }: GitCall): Word[] {
  const [first = ""] = text.trim().split(/\s+/);
  if (!config.has(`alias.${first.toLowerCase()}`)) return [];
  const aliases = [...config].filter(([name]) => name.startsWith("alias."));
  return aliases.flatMap(([name, value]) => [literalWord("-c"), literalWord(`${name}=${value}`)]);
}

function fromFiles(call: GitCall, name: string): string | undefined {
  const root = stateOf(call)?.root;
  const { home } = call.facts.around;
  const { earlier, variables } = call.command.scope;
  const named = variables.get("GIT_CONFIG_GLOBAL");
  const files = [
    ...(call.cwd === null ? [] : [`${call.cwd}/.git/config`]),
    ...(named && call.cwd !== null ? [resolvePath(named, call.cwd)] : []),
    ...(root === undefined ? [] : [`${root}/.git/config`]),
    ...(home === undefined ? [] : [`${home}/.gitconfig`, `${home}/.config/git/config`]),
  ];
  const textAt = (path: string) => earlier?.written.get(path) ?? call.facts.ask({ kind: "text", path }) ?? "";
  const given = call.config.get("include.path");
  if (given && call.cwd !== null) files.unshift(resolvePath(given, call.cwd));
  for (const path of files) {
    const text = textAt(path);
    const included = includesIn(text).map(other =>
      textAt(resolvePath(other.replace(/^~/, home ?? "~"), parentOf(path))),
    );
    const found = [text, ...included].map(one => aliasIn(one, name)).find(alias => alias !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns the files of `[include] path = …`, under any condition. */
function includesIn(text: string): readonly string[] {
  if (!/^\s*\[\s*include/im.test(text)) return [];
  return [...text.matchAll(/^\s*path\s*=\s*"?([^"\n]+?)"?\s*$/gim)].slice(0, 8).map(([, path = ""]) => path);
}

/** Finds an alias in the text of a git configuration file: `[alias]` sections, quotes, comments, continued lines. */
export function aliasIn(text: string, name: string): string | undefined {
  let inAliases = false;
  let found: string | undefined;
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) inAliases = /^\s*\[\s*alias\s*\]/i.test(line);
    const entry = inAliases ? /^\s*([\w-]+)\s*=\s*(?!\s)(.*)$/.exec(line) : null;
    if (entry?.[1]?.toLowerCase() === name.toLowerCase()) found = unquote(entry[2] ?? "");
  }
  return found;
}

function unquote(text: string): string {
  let out = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '"') quoted = !quoted;
    else if (c === "\\") out += text.charAt(++i);
    else if (!quoted && (c === "#" || c === ";")) break;
    else out += c;
  }
  return out.trim();
}
