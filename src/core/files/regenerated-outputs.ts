/**
 * Recognises lost folders that the same text regenerates: the output of a tool that it starts, by the tool's output
 * option (`cmake -B out`, `tsc --outDir lib`) or by its fixed name (`vendor` of composer).
 */

import { type Effect, withoutLoss } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { baseName, isBelow, normalizePath, parentOf, resolvePath } from "../text/paths.ts";
import { workspacesOf } from "./landmarks.ts";
import { regenerableName } from "./regenerable.ts";

/** A command of the text and its working directory. */
export interface Stood {
  readonly text: string;
  readonly cwd: string | null;
}

/** Returns whether `effect` may be the loss of output: of a folder or file that is known only by its name. */
export function mayBeRemade(effect: Effect | undefined): boolean {
  const { verb, resource = "", recovery, path, at = [] } = effect ?? {};
  if (verb !== "delete" || recovery !== "none" || path === undefined) return false;
  return /^(?:directory|file|unknown)$/.test(resource) && at.every(place => place.kind === "path");
}

/**
 * Returns the effect in the context of the whole text: `free` if the text has unpacked the lost file or regenerates the
 * lost folder, and the disk shows nothing of a person's there.
 */
export function seenAsOutput(
  effect: Effect,
  { gone, written, commands }: Seen,
  facts: Facts,
  cwd: string | null,
): Effect {
  return isUnpacked(effect, commands) ||
    isReinstalled(effect, commands) ||
    isOutput(effect, { gone, written, commands }, facts, cwd)
    ? withoutLoss(effect)
    : effect;
}

/** The rest of the text. */
export interface Seen {
  readonly gone: readonly Effect[];
  /** Paths that it writes, with the position in the text. */
  readonly written: ReadonlyMap<string, number>;
  readonly commands: readonly Stood[];
}

/** `unzip data.zip -d data && rm data.zip`: the contents are unpacked beside it. */
function isUnpacked({ path, covers }: Effect, commands: readonly Stood[]): boolean {
  if (covers || path === undefined || !ARCHIVE.test(path)) return false;
  return commands.some(({ text, cwd }) => {
    const words = callOf(text).split(" ");
    if (!UNPACKS.test(words.slice(0, 3).join(" ")) || words.some(word => LISTS.test(word))) return false;
    return words.some(word => word !== "" && cwd !== null && resolvePath(word.replace(/^--file=/, ""), cwd) === path);
  });
}

/** `rm -rf /usr/local/go && tar -C /usr/local -xzf go1.22.linux-amd64.tar.gz` replaces one release by the next. */
function isReinstalled({ path, covers, span }: Effect, commands: readonly Stood[]): boolean {
  const [, folder, name] = /^(\/usr\/local(?:\/(?:lib|share))?|\/opt)\/([\w+-]{2,40})$/.exec(path ?? "") ?? [];
  if (covers || span === undefined || folder === undefined || name === undefined) return false;
  return commands.some(({ text, cwd }) => {
    const words = text
      .slice(0, MAX_TEXT)
      .replace(/^sudo /, "")
      .split(" ");
    if (!/^(?:tar|bsdtar|unzip)$/.test(words[0] ?? "") || words.some(word => LISTS.test(word))) return false;
    const release = words.some(word => isReleaseOf(baseName(word), name));
    const at = words.findIndex(word => /^(?:-C|-d|--directory)$/.test(word));
    const into = at === -1 ? cwd : (words[at + 1] ?? "").replace(/(?<=.)\/$/, "");
    return release && into === folder;
  });
}

/** Returns whether an archive is a release: `go1.22.3.linux-amd64.tar.gz` of `go`. */
function isReleaseOf(file: string, name: string): boolean {
  return ARCHIVE.test(file) && file.startsWith(name) && /^[-_.]?v?\d/.test(file.slice(name.length));
}

const ARCHIVE = /\.(?:zip|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|7z|rar|whl|jar|deb|rpm|apk|ipa|crx|vsix|nupkg)$/i;
const UNPACKS = inOrder([
  /^/,
  [
    /unzip|unrar|unar|7z\w? [xe]|bsdtar|tar -{0,2}(?:[a-zA-Z]*x[a-zA-Z]*|extract)|(?:dpkg|rpm) -i/,
    /apt(?:-get)? install|dpkg-deb -x|ditto -x|pip install|python3? -m zipfile/,
  ],
]);
const LISTS = /^(?:-l|-t|-Z|-v|-p|--list|-z1?)$/;

function isOutput(effect: Effect, { gone, written, commands }: Seen, facts: Facts, cwd: string | null): boolean {
  const { path = "", covers, target, command, span } = effect;
  const { platform } = facts.around;
  const name = baseName(target.replaceAll("\\", "/").replace(/\/$/, ""));
  const within = (place: string, root: string) => isBelow(place, root, platform) || (covers && place === root);
  const near = workspacesOf(facts, cwd).some(root => within(path, root));
  // The text works in a project that is not on this disk.
  const project = parentOf(path);
  const far = !near && !OF_SYSTEM.test(project) && isUnseen(project, false, facts);
  if (!(near || far) || !isUnseen(path, covers !== undefined, facts)) return false;
  // The text writes the file again, or it has a conventional name of a run's output.
  const filled = (written.get(path) ?? -1) > (span?.start ?? Number.POSITIVE_INFINITY);
  if (!covers && (filled || PRINTED.test(name))) return true;
  const others = commands.filter(({ text }) => text !== command && !TAKES.test(text));
  const twin = hasTwin(name, target, gone);
  const named = !covers && others.some(other => writesTo(other, path) || compiles(other, path));
  const maker = MAKERS.find(({ names }) => names.test(name))?.by;
  const made = maker !== undefined && others.some(({ text }) => maker.test(callOf(text)));
  const usual = far && regenerableName(name) !== undefined && commands.some(other => other.cwd === project);
  return twin || named || made || usual;
}

/** Conventional names of printed output; data has other names. */
const PRINTED = anyOf([
  /^(?:std)?(?:out|err)(?:put|or)?s?\d{0,3}\.(?:txt|json|html?|xml)$/,
  /^(?:test[_-]?)?(?:results?|reports?)\.(?:txt|json|html?|xml)$/,
]);

/** `ghc Main.hs`, `pdflatex paper`: the output is named after the input. */
function compiles({ text, cwd }: Stood, path: string): boolean {
  const [program = "", ...words] = callOf(text).split(" ");
  const tex = TEX.test(program);
  if (cwd === null || !(tex || COMPILERS.test(program))) return false;
  const stem = tex ? path.replace(/(\/[^/.]+)\.[\w.]+$/, "$1") : path;
  return words.some(
    word =>
      /^[\w./@+-]+$/.test(word) && resolvePath(word.replace(/\.\w+$/, ""), cwd) === stem && (tex || word.includes(".")),
  );
}

const TEX = /^(?:pdf|xe|lua|dvi|p|up)?(?:la)?tex(?:mk)?$|^(?:bibtex|biber|makeindex|tectonic|typst)$/;
const COMPILERS = wholly(words`
  ghc nim rustc ocaml\w* fpc gnatmake dmd ldc2 crystal go swiftc valac zig cobc v odin kotlinc mlton gfortran mkfile
  nasm ld
`);

/** Folders that are never a project, whatever their subfolders are called. */
const OF_SYSTEM =
  /^(?:[A-Za-z]:)?\/?$|^\/(?:var|etc|usr|lib|boot|dev|proc|sys|run|data|mnt|media|home|Users|root|Library)(?:\/|$)/;

/** Returns whether nothing exists there. */
function isUnseen(path: string, pattern: boolean, facts: Facts): boolean {
  const stat = facts.ask({ kind: "stat", path });
  return stat === null || stat.type === "missing" || (pattern && stat.entries?.length === 0);
}

/** Drops starters: `npx tsc --outDir lib` becomes `tsc --outDir lib`, `pnpm --filter a run build` `run build`. */
function callOf(text: string): string {
  const words = text.slice(0, MAX_TEXT).split(" ");
  let at = 0;
  while (at < words.length && (STARTERS.has(words[at] ?? "") || (at > 0 && /^-/.test(words[at] ?? "")))) at++;
  const program = (words[at] ?? "").replace(/^.*\//, "");
  const rest = words.slice(at + 1);
  if (!RUNNERS.test(program)) return [program, ...rest].join(" ");
  const script = rest.find(
    (word, i) =>
      /^[\w:.-]+$/.test(word) && !/^(?:-|run$|exec$|workspaces?$)/.test(word) && !VALUED.test(rest[i - 1] ?? ""),
  );
  return ["run", script ?? "", ...rest].join(" ");
}

const MAX_TEXT = 2000;
const STARTERS = new Set("sudo time npx bunx pnpx poetry uv pipenv run bundle exec nice env rye pdm hatch".split(" "));
const RUNNERS = /^(?:npm|yarn|pnpm|bun)$/;
const VALUED = /^(?:--filter|-F|--workspace|-w|--prefix|-C|--cwd|--dir)$/;
const TAKES = /^(?:rm|rmdir|find|del|rd|mv|git clean)\b/;

/** Folders that one tool writes side by side; two of them together are no person's own. */
const FAMILIES: readonly (readonly string[])[] = [
  ["bin", "obj"],
  ["deps", "_build"],
  [".build", ".swiftpm"],
  ["Binaries", "Intermediate", "DerivedDataCache"],
  ["Library", "Temp", "Logs", "obj"],
  ["html", "latex"],
];

function hasTwin(name: string, target: string, gone: readonly Effect[]): boolean {
  const family = FAMILIES.filter(names => names.includes(name));
  if (family.length === 0) return false;
  const around = aroundOf(target);
  return gone.some(other => {
    const twin = baseName(other.target.replaceAll("\\", "/").replace(/\/$/, ""));
    return twin !== name && aroundOf(other.target) === around && family.some(names => names.includes(twin));
  });
}

/** Returns the parent: `.\api\bin\` is in `api`. */
function aroundOf(target: string): string {
  const clean = target.replaceAll("\\", "/").replace(/\/$/, "");
  return clean.slice(0, clean.lastIndexOf("/") + 1).replace(/^\.\//, "");
}

/** Fixed output names and their tools; `run` is a script of a package manifest. Add a tool by adding a word. */
const MAKERS: readonly { readonly names: RegExp; readonly by: RegExp }[] = [
  {
    names: /^vendor$/,
    by: /^(?:composer (?:install|update|i|u)|go mod vendor|bundle(?: install)?|cargo vendor|dep ensure)\b/,
  },
  { names: /^bin$/, by: /^(?:dotnet|msbuild|go (?:build|install)|g?make|gradlew?|mvnw?|shards|ant)\b/ },
  { names: /^packages$/, by: /^(?:nuget|msbuild|dotnet)\b/ },
  { names: /^\.(?:build|swiftpm)$/, by: /^(?:swift|xcodebuild)\b/ },
  { names: /^deps$/, by: /^mix\b/ },
  { names: /^public$/, by: /^(?:hugo|gatsby|hexo|zola|eleventy|pelican)\b/ },
  { names: /^(?:site|www)$/, by: /^(?:mkdocs|ionic|stencil|cordova|jekyll)\b/ },
  {
    names: /^(?:docs?|html|latex|api|apidocs|javadoc)$/,
    by: /^(?:doxygen|typedoc|jsdoc|javadoc|sphinx-\w+|make html|ford|pdoc|ldoc|esdoc|documentation|yard|rdoc)\b/,
  },
  {
    names: /^(?:lib|es|esm|cjs|umd|dts|types|typings|release|out-tsc|dist[\w-]*|bundle)$/,
    by: inOrder([
      /^/,
      [
        /run (?:\w+:)?(?:build|prod|compile|bundle|dist|prepare)/,
        /(?:tsc|tsup|unbuild|rollup|vite|webpack|esbuild|babel|electron-\w+|ng|father|lerna|turbo|nx|bob)\b/,
      ],
    ]),
  },
  {
    names: /(?:^|[_-])gen(?:$|[_-])|generated/,
    by: /^(?:run \S*(?:gen|build)|\S*(?:gen|generator|generate|codegen)\b|(?:go generate|prisma|swag|buf|protoc)\b)/,
  },
  { names: /^static(?:files|_root)?$/, by: /^(?:python[\d.]* )?\S*manage\.py collectstatic\b/ },
  { names: /^(?:screenshots|videos)$/, by: /^(?:run \S*e2e|(?:playwright|cypress|wdio|testcafe|robot|behave)\b)/ },
  { names: /^(?:spark-warehouse|metastore_db|derby\.log)$/, by: /^(?:spark-\w+|pyspark|dbt)\b/ },
  { names: /^Testing$/, by: /^(?:cmake|ctest)\b/ },
  { names: /^charts$/, by: /^helm dep/ },
];

/** Options whose value is an output path. */
const OUTPUT = inOrder(
  [
    /(?:^| )-{1,2}/,
    words`
      o B out outdir out-dir output output-dir output-directory output-path outfile out-file dest destination build-dir
      target-dir coverage coverage-dir coverageDirectory report-dir results-dir buildpath distpath workpath
    `,
    /(?:[ =:]| ?(?=\/))("[^"]+"|'[^']+'|\S+)/,
  ],
  "gi",
);
/** Tools whose last argument is the output: `meson setup builddir`, `python -m venv env`. */
const LAST = inOrder([
  /^/,
  [
    /meson(?: setup)?|python[\d.]* -m (?:venv|virtualenv)|virtualenv|uv venv|cookiecutter|gn gen/,
    /premake\d?|jekyll new/,
  ],
  /\b.* (\S+)$/,
]);
/** `docker cp web:/app/out ./out`: what is copied from a container, a pod or a store still exists there. */
function broughtTo(text: string): string | undefined {
  if (!BRINGS.test(text)) return undefined;
  const words = text.split(" ");
  const last = words.at(-1) ?? "";
  return !last.includes(":") && words.slice(0, -1).some(word => word.includes(":")) ? last : undefined;
}

const BRINGS = inOrder([
  /^/,
  [
    /(?:docker|podman)(?: compose| container)? cp/,
    /kubectl (?:-\S+ \S+ )?cp|oc rsync|aws s3 (?:sync|cp)|gsutil (?:-m )?(?:cp|rsync)/,
    /gcloud storage (?:cp|rsync)/,
  ],
  / /,
]);
/** Programs whose `-o` or `-d` means something else. */
const OTHERS = inOrder([
  /^/,
  words`
    git tar unzip 7z\w? mount set ps ls grep rg ssh scp rsync install useradd docker podman kubectl cp ln curl wget
    psql xargs test
  `,
  /\b/,
]);

function writesTo({ text, cwd }: Stood, path: string): boolean {
  const own = callOf(text);
  const brought = cwd === null ? undefined : broughtTo(own);
  if (cwd !== null && brought !== undefined && resolvePath(brought, cwd) === normalizePath(path)) return true;
  if (cwd === null || OTHERS.test(own)) return false;
  const last = LAST.exec(own)?.[1];
  const values = [...own.matchAll(OUTPUT)].map(found => (found[1] ?? "").replace(/^["']|["']$/g, ""));
  return [...values, ...(last === undefined ? [] : [last])].some(
    value => value !== "" && resolvePath(value, cwd) === normalizePath(path),
  );
}
