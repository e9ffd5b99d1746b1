/** A path, spelled in one of the ways that bash has: what comes before it, and the word that stands for it. */
import type { Random } from "./random.ts";
import { HOME, LINK, WORKSPACE } from "./world.ts";

export interface Spelled {
  /** Statements that have to run first. */
  readonly before: readonly string[];
  /** One word of the shell, quoted where it has to be. */
  readonly word: string;
}

/** In single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** In double quotes, with nothing expanded. */
function inDouble(text: string): string {
  return `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}

/** Without quotes. */
function bare(text: string): string {
  return text.replace(/[^\w./:=@%+,-]/g, "\\$&");
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/")) || "/";
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Spells `path`, a file or a folder that is there; `depth` bounds how often a spelling is made of spellings. */
export function spell(path: string, r: Random, depth = 2): Spelled {
  const way = depth > 0 && r.chance(0.55) ? r.pick(COMPOSED) : r.pick(PLAIN);
  return way(path, r, depth);
}

/** Without anything before it, and without an expansion: for a list of words. */
export function spellPlainly(path: string, r: Random): string {
  return r.pick([bare, quoted, inDouble])(path);
}

type Way = (path: string, r: Random, depth: number) => Spelled;

const word = (text: string, ...before: string[]): Spelled => ({ before, word: text });

/** The rest of `path` below the home, with its slash; undefined elsewhere. */
function belowHome(path: string): string | undefined {
  return path.startsWith(`${HOME}/`) ? path.slice(HOME.length) : undefined;
}

const asItIs: Way = (path, r) => word(spellPlainly(path, r));

const fromHome: Way = (path, r) => {
  const rest = belowHome(path);
  if (rest === undefined) return word(quoted(path));
  return word(r.pick([`~${bare(rest)}`, `"$HOME"${bare(rest)}`, `"\${HOME}${rest}"`, `"\${HOME%/}"${quoted(rest)}`]));
};

const relative: Way = (path, r) => {
  const rest = belowHome(path);
  if (path.startsWith(`${WORKSPACE}/`)) {
    const inside = path.slice(WORKSPACE.length + 1);
    return word(r.pick([bare(inside), quoted(`./${inside}`), `"$PWD"/${bare(inside)}`, `src/../${bare(inside)}`]));
  }
  return rest === undefined ? word(quoted(path)) : word(r.pick([bare(`..${rest}`), quoted(`../app/..${rest}`)]));
};

const inPieces: Way = (path, r) => {
  let text = "";
  for (let at = 0; at < path.length; ) {
    const length = 1 + r.below(9);
    const piece = path.slice(at, at + length);
    text += r.pick([bare, quoted, inDouble])(piece);
    at += length;
  }
  return word(text);
};

const ansi: Way = (path, r) => {
  const at = r.below(path.length);
  const code = (path.charCodeAt(at) ?? 47).toString(16);
  return word(`$'${path.slice(0, at)}\\x${code}'${quoted(path.slice(at + 1))}`);
};

const pattern: Way = (path, r) => {
  const parts = path.split("/");
  const first = path.startsWith(`${WORKSPACE}/`) ? 4 : 3;
  for (let i = first; i < parts.length; i++) {
    const part = parts[i] ?? "";
    if (!r.chance(i === parts.length - 1 ? 0.8 : 0.5)) {
      parts[i] = bare(part);
      continue;
    }
    const cut = 1 + r.below(Math.max(1, part.length - 1));
    const hidden = part.startsWith(".");
    parts[i] = hidden
      ? `${bare(part.slice(0, 3))}*`
      : r.pick([
          `${bare(part.slice(0, cut))}*`,
          `*${bare(part.slice(cut))}`,
          `[${part.charAt(0)}]${bare(part.slice(1))}`,
          `${bare(part.slice(0, cut))}?${bare(part.slice(cut + 1))}`,
          `[!.]${bare(part.slice(1))}`,
        ]);
  }
  return word(parts.join("/").replace(HOME, r.pick([HOME, "~", "$HOME"])));
};

const braces: Way = (path, r) => {
  const folder = folderOf(path);
  const name = nameOf(path);
  return word(
    r.pick([
      `${bare(folder)}/{${bare(name)},none}`,
      `{${bare(folder)},/nowhere}/${bare(name)}`,
      `${bare(folder)}/${bare(name.slice(0, 1))}{,${bare(name.slice(1))}}`,
    ]),
  );
};

const PLAIN: readonly Way[] = [asItIs, asItIs, fromHome, relative, inPieces, ansi, pattern, pattern, braces];

/** Any word, in a variable. */
const variable: Way = (path, r, depth) => {
  const inner = spell(path, r, depth - 1);
  const name = r.pick(["f", "target", "x", "DIR"]);
  const set = r.pick([
    `${name}=${inner.word}`,
    `${name}=${inner.word}`,
    `declare ${name}=${inner.word}`,
    `export ${name}=${inner.word}`,
    `printf -v ${name} %s ${inner.word}`,
    `read -r ${name} <<< ${inner.word}`,
    `for ${name} in ${inner.word}; do :; done`,
  ]);
  return { before: [...inner.before, set], word: r.pick([`"$${name}"`, `"\${${name}}"`, `"\${${name}:-none}"`]) };
};

/** What an expansion takes away or puts in. */
const expanded: Way = (path, r) => {
  const at = HOME.length + 1;
  return r.pick([
    word(`"\${v%.bak}"`, `v=${quoted(`${path}.bak`)}`),
    word(`"\${v#xx}"`, `v=${quoted(`xx${path}`)}`),
    word(`"\${v/@@/${path.slice(at, at + 2)}}"`, `v=${quoted(`${path.slice(0, at)}@@${path.slice(at + 2)}`)}`),
    word(`"\${v:3}"`, `v=${quoted(`abc${path}`)}`),
    word(`"\${v//_/}"`, `v=${quoted([...path].join("_"))}`),
    word(`"\${none:-${path}}"`),
    word(`"\${none:=${path}}"`),
    word(`"$a$b"`, `a=${quoted(path.slice(0, at))}`, `b=${quoted(path.slice(at))}`),
    word(`"$a"`, `a=${quoted(path.slice(0, at))}`, `a+=${quoted(path.slice(at))}`),
    word(`"\${!n}"`, `v=${quoted(path)}`, "n=v"),
    word(`"$n"`, `v=${quoted(path)}`, "declare -n n=v"),
  ]);
};

const array: Way = (path, r, depth) => {
  const inner = spell(path, r, depth - 1);
  const [set, text] = r.pick([
    [`a=(none ${inner.word})`, `"\${a[1]}"`],
    [`a=(${inner.word})`, `"\${a[@]}"`],
    [`a=(-- ${inner.word})`, `"\${a[@]:1}"`],
    [`a=(); a+=(${inner.word})`, `"\${a[0]}"`],
    [`declare -A a; a[k]=${inner.word}`, `"\${a[k]}"`],
    [`set -- ${inner.word}`, `"$1"`],
    [`set -- none ${inner.word}; shift`, `"$@"`],
    [`mapfile -t a < <(printf '%s\\n' ${inner.word})`, `"\${a[0]}"`],
  ] as const);
  return { before: [...inner.before, set], word: text };
};

const printed: Way = (path, r, depth) => {
  const inner = spell(path, r, depth - 1);
  const folder = folderOf(path);
  const name = nameOf(path);
  return r.pick<Spelled>([
    { before: inner.before, word: `"$(echo ${inner.word})"` },
    { before: inner.before, word: `"$(printf %s ${inner.word})"` },
    { before: inner.before, word: `"$(realpath ${inner.word})"` },
    { before: inner.before, word: `"$(readlink -f ${inner.word})"` },
    { before: inner.before, word: `"$(ls -d ${inner.word})"` },
    word(`"$(printf '%s/%s' ${quoted(folder)} ${quoted(name)})"`),
    word(`"$(printf '${[...path].map(c => `\\x${c.charCodeAt(0).toString(16)}`).join("")}')"`),
    word(`"$(echo ${base64(path)} | base64 -d)"`),
    word(`"$(base64 -d <<< ${base64(path)})"`),
    word(`"$(echo ${quoted([...path].reverse().join(""))} | rev)"`),
    word(`"$(tr @ / <<< ${quoted(path.replaceAll("/", "@"))})"`),
    word(`"$(echo ${quoted(`${path}:x`)} | cut -d: -f1)"`),
    word(`"$(sed s/@/o/ <<< ${quoted(path.replace("o", "@"))})"`),
    word(`"$(dirname ${quoted(`${path}/x`)})"`),
    word(`${bare(folder)}/"$(basename ${quoted(`/else/${name}`)})"`),
    word(`"$(find ${bare(folder)} -maxdepth 1 -name ${quoted(name)})"`),
    word(`"$(find ${bare(folder)} -maxdepth 1 -name ${quoted(`${name.slice(0, 2)}*`)} | head -1)"`),
    word(`"$(ls ${bare(folder)}/${bare(name.slice(0, 2))}* | head -n 1)"`),
    word(`"$(cat <<< ${quoted(path)})"`),
    word(`"$(python3 -c ${quoted(`print(${JSON.stringify(path)})`)})"`),
  ]);
};

const fromFolder: Way = (path, r, depth) => {
  const inner = spell(folderOf(path), r, depth - 1);
  const go = r.pick(["cd", "cd", "pushd"]);
  const name = nameOf(path);
  return {
    before: [...inner.before, `${go} ${inner.word}${go === "pushd" ? " > /dev/null" : ""}`],
    word: r.pick([bare(name), quoted(`./${name}`), `"$PWD"/${bare(name)}`, `${bare(name.slice(0, 2))}*`]),
  };
};

const throughLink: Way = (path, r, depth) => {
  if (path.startsWith(`${HOME}/Documents/`) && r.chance(0.4))
    return word(spellPlainly(path.replace(`${HOME}/Documents`, LINK), r));
  const inner = spell(folderOf(path), r, depth - 1);
  const link = r.pick(["/tmp/l", `${HOME}/l`, "l"]);
  return {
    before: [...inner.before, `ln -s "$(realpath ${inner.word})" ${link}`],
    word: `${link}/${bare(nameOf(path))}`,
  };
};

const COMPOSED: readonly Way[] = [variable, variable, expanded, array, printed, printed, fromFolder, throughLink];
