/** What one command does to files that later commands of the same text use: written, downloaded, moved, copied, linked. */
import type { Facts } from "../../facts.ts";
import { baseName, isAbsolute, parentOf, resolvePath } from "../../paths.ts";
import { pathOf } from "../files/targets.ts";
import { hasOption, operands, optionValue, readArguments } from "../options.ts";
import type { Earlier, Invocation, Redirect, Scope, Stdin } from "../pack.ts";
import { dropPrefix, literalWord, textOf, type Word } from "../words.ts";
import { withNewFolders } from "./new-folders.ts";
import { contentOf } from "./printed.ts";
import { NOTHING_YET, type State, scopeOf } from "./state.ts";

/** A text that touches more files than this is not followed further. */
const MAX_FILES = 64;

type Note =
  | {
      readonly kind: "written";
      readonly path: string;
      readonly text: string | null;
      readonly given?: readonly string[];
    }
  | { readonly kind: "moved" | "copied" | "linked"; readonly path: string; readonly from: string };

/** The state after `command` as far as files go. */
export function noteFiles(command: Invocation, state: State, facts: Facts): State {
  const { redirects, scope } = command;
  if (redirects.length === 0) return noted(made(command, facts), state);
  const given = paths([...command.argv.slice(1), ...sourcesOf(command.stdin)], scope);
  const written = redirected(redirects, contentOf(command, facts), scope, facts).map(note => ({ ...note, given }));
  return noted([...written, ...made(command, facts)], state);
}

/** The state after `command` as far as folders go that it makes new, or that something older may have come into. */
export function noteFolders(command: Invocation, state: State, facts: Facts, succeeded: boolean): State {
  const before = state.earlier ?? NOTHING_YET;
  const earlier = withNewFolders(before, command, facts, { cwd: state.cwd, succeeded });
  return earlier === before ? state : { ...state, earlier };
}

/** The state after redirects whose command writes `content`. */
export function noteRedirects(redirects: readonly Redirect[], content: Stdin, state: State, facts: Facts): State {
  return noted(redirected(redirects, content, scopeOf(state, { via: [] }), facts), state);
}

function noted(notes: readonly Note[], state: State): State {
  let earlier = state.earlier ?? NOTHING_YET;
  for (const note of notes) earlier = withNote(earlier, note);
  return earlier === (state.earlier ?? NOTHING_YET) ? state : { ...state, earlier };
}

function withNote(earlier: Earlier, note: Note): Earlier {
  const { path } = note;
  if (note.kind === "written") {
    if (earlier.written.size >= MAX_FILES) return earlier;
    const written = new Map(earlier.written).set(path, note.text);
    const derived = note.given?.length ? new Map(earlier.derived).set(path, note.given) : earlier.derived;
    return { ...earlier, written, derived };
  }
  const named = earlier[note.kind];
  const kept = named.size < MAX_FILES ? { [note.kind]: new Map(named).set(path, note.from) } : {};
  // A file that this text wrote keeps that text under its new name.
  const text = earlier.written.get(note.from);
  const written = text === undefined ? earlier.written : new Map(earlier.written).set(path, text);
  return { ...earlier, ...kept, written };
}

function redirected(redirects: readonly Redirect[], content: Stdin, scope: Scope, facts: Facts): Note[] {
  return redirects.flatMap(({ operator, target }): Note[] => {
    const path = /^(>|>\||&>|>>|&>>|>&)$/.test(operator) ? pathOf(target, scope) : undefined;
    if (path === undefined || path.startsWith("/dev/")) return [];
    const text = content.kind === "text" ? content.text : null;
    return [{ kind: "written", path, text: appended(operator.includes(">>"), path, text, scope, facts) }];
  });
}

function made(command: Invocation, facts: Facts): Note[] {
  const { program, scope, stdin } = command;
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
    case "curl": {
      const args = readArguments(words, { values: CURL_VALUES });
      const named = optionValue(args, "o", "output");
      return downloaded(named, hasOption(args, "O", "remote-name") ? operands(args) : [], scope);
    }
    case "wget": {
      const args = readArguments(words, { values: ["O", "o", "P", "U", "output-document", "header", "post-data"] });
      const named = optionValue(args, "O", "output-document");
      return downloaded(named, named ? [] : operands(args), scope);
    }
    case "aria2c": {
      const named = optionValue(readArguments(words, { values: ["o", "out", "d", "dir"] }), "o", "out");
      return downloaded(named, [], scope);
    }
    case "scp": {
      const [to, from, ...more] = operands(readArguments(words, { values: SCP_VALUES })).reverse();
      const remote = /^[\w.@-]+:/.test(from?.value ?? "") && more.length === 0;
      if (!remote || !from || !to || to.value?.includes(":")) return [];
      return downloaded(
        /^(?:\.|.*\/)$/.test(to.value ?? "") ? undefined : to,
        [dropPrefix(from, textOf(from).indexOf(":") + 1)],
        scope,
      );
    }
    case "dd": {
      const to = words.find(({ value }) => value?.startsWith("of="));
      const reads = words.some(({ value }) => value?.startsWith("if="));
      const text = stdin.kind === "text" && !reads ? stdin.text : null;
      return to ? paths([dropPrefix(to, 3)], scope).map(path => ({ kind: "written", path, text })) : [];
    }
    case "sed":
    case "perl":
      return editedInPlace(words, scope);
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
    // What will come out of it is not known to anybody.
    case "mkfifo":
    case "mknod":
      return paths(operands(readArguments(words, { values: ["m", "mode"] })), scope).map(path => ({
        kind: "written",
        path,
        text: null,
      }));
    case "git":
      return [
        ...stashed(words, scope),
        ...unkept(program, words, scope),
        ...cloned(words, scope),
        ...setting(words, scope),
      ];
    case "tar":
    case "bsdtar":
    case "unzip":
      return unpacked(command);
    case "rm":
      return unkept(program, words, scope);
    case "mv":
    case "cp":
    case "ln":
      return transferred(program, words, scope, facts);
    case "install": {
      const given = stdin.kind === "text" && words.some(({ value }) => value === "/dev/stdin") ? stdin.text : undefined;
      const to = operands(readArguments(words, { values: ["m", "o", "g", "mode", "owner", "group"] })).at(-1);
      if (given !== undefined && to) return paths([to], scope).map(path => ({ kind: "written", path, text: given }));
      return transferred("cp", words, scope, facts);
    }
    default:
      return [];
  }
}

const SCP_VALUES = "c D F i J l o P S X".split(" ");

/** A file of this text that `-i` edits: what it holds now is not told here. */
function editedInPlace(words: readonly Word[], scope: Scope): Note[] {
  if (!scope.earlier || !words.some(({ value }) => /^-[a-zA-Z]*i|^--in-place/.test(value ?? ""))) return [];
  return paths(words.slice(1), scope).flatMap(path =>
    scope.earlier?.written.has(path) ? [{ kind: "written" as const, path, text: null }] : [],
  );
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

/** Scripts that inline code names while it writes: what is in them is not told here. */
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

/**
 * What a folder holds that came from elsewhere is not known to anybody: noted under the folder's name with a slash
 * behind it.
 */
function fetchedInto(folder: string): Note {
  return { kind: "written", path: `${folder.replace(/\/$/, "")}/`, text: null };
}

function cloned(words: readonly Word[], scope: Scope): Note[] {
  const [verb, url, folder] = operands(readArguments(words, { values: CLONE_VALUES }));
  if (verb?.value !== "clone" || !/^(?:https?|git|ssh):|^[\w.-]+@/.test(url?.value ?? "") || scope.cwd === null)
    return [];
  const name = folder?.value ?? baseName(textOf(url ?? verb)).replace(/\.git$/, "");
  return [fetchedInto(resolvePath(name, scope.cwd))];
}

const CLONE_VALUES = "b branch o origin depth c config C j jobs reference filter template u upload-pack".split(" ");

/** An archive that this text downloads, unpacked. */
function unpacked({ argv, stdin, scope }: Invocation): Note[] {
  const words = argv.slice(1);
  const downloads = stdin.kind === "pipe" && /^(?:curl|wget)$/.test(stdin.producer?.[0]?.value ?? "");
  const unseen = paths(words, scope).some(path => scope.earlier?.written.get(path) === null);
  if (!(downloads || unseen) || scope.cwd === null) return [];
  const into = words.find((_, i) => /^(?:-\w*[Cd]|--directory)$/.test(words[i - 1]?.value ?? ""));
  return [fetchedInto(resolvePath(into?.value ?? ".", scope.cwd))];
}

/** `git config alias.x '…'` holds for the calls behind it; `include.path` brings another file's settings in. */
function setting(words: readonly Word[], scope: Scope): Note[] {
  const [verb, name, value] = operands(readArguments(words, { values: ["C", "c", "f", "file", "type"] }));
  if (verb?.value !== "config" || !name?.value || !value || scope.cwd === null) return [];
  const path = resolvePath(".git/config", scope.cwd);
  const before = scope.earlier?.written.get(path) ?? "";
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

/** `git stash` keeps what it puts away under one name; what is there is not told here. */
function stashed(words: readonly Word[], { cwd }: Scope): Note[] {
  const [verb, action] = words;
  const puts = verb?.value === "stash" && (action === undefined || /^(?:push|save|-.*)$/.test(action.value ?? ""));
  return puts && cwd !== null ? [{ kind: "written", path: resolvePath(".git/refs/stash", cwd), text: null }] : [];
}

/** A `.gitignore` that is removed keeps nothing from git any more: the same as an empty one. */
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

const CURL_VALUES = "o output d data X request H header u user A user-agent e referer b cookie c F form T".split(" ");

function downloaded(named: Word | undefined, urls: readonly Word[], scope: Scope): Note[] {
  const files = named ? paths([named], scope) : [];
  for (const url of urls) {
    const name = baseName(
      textOf(url)
        .replace(/^[a-z]+:\/\//, "")
        .replace(/[?#].*$/, ""),
    );
    if (scope.cwd !== null && name !== "") files.push(resolvePath(name, scope.cwd));
  }
  return files.map(path => ({ kind: "written", path, text: null }));
}

function transferred(program: "mv" | "cp" | "ln", words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const args = readArguments(words, { values: ["t", "target-directory", "S", "suffix"] });
  const symbolic = hasOption(args, "s", "symbolic");
  const all = operands(args);
  const into = optionValue(args, "t", "target-directory");
  const to = into ?? all.at(-1);
  const target = to && pathOf(to, scope);
  if (target === undefined) return [];
  const folder = into !== undefined || facts.ask({ kind: "stat", path: target })?.type === "directory";
  const kind = program === "mv" ? "moved" : program === "cp" ? "copied" : "linked";
  return (into ? all : all.slice(0, -1)).flatMap(word => {
    const from = pathOf(word, scope);
    if (from === undefined) return [];
    const path = folder ? resolvePath(baseName(from), target) : target;
    const text = word.value ?? "";
    // A link's text is read from the folder that holds the link; another name of the same file is a name from here.
    const relative = kind === "linked" && symbolic && !isAbsolute(text);
    return [{ kind, path, from: relative ? resolvePath(text, parentOf(path)) : from }];
  });
}

function appended(add: boolean, path: string, text: string | null, scope: Scope, facts: Facts): string | null {
  if (!add || text === null) return text;
  const before = scope.earlier?.written.get(path);
  if (before !== undefined) return before === null ? null : before + text;
  return facts.ask({ kind: "stat", path })?.type === "missing" ? text : null;
}

function sourcesOf(stdin: Stdin): readonly Word[] {
  if (stdin.kind === "file") return [stdin.path];
  return stdin.kind === "pipe" ? (stdin.producer ?? []) : [];
}

function paths(words: readonly Word[], scope: Scope): string[] {
  return words.flatMap(word => pathOf(word, scope) ?? []);
}
