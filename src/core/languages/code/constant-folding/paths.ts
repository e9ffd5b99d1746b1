/** Folds paths that a program joins, and listings of folders. */
import { HOLE } from "../../../text/words.ts";
import { choices } from "../context/joining.ts";
import { ANY, eitherOf, optionsOf, patternText, text, textOfValue, type Value } from "../context/values.ts";
import { asIs, type Fold, itself } from "./fold.ts";

export const joinPath: Fold = ({ args }) => joined(args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg])));

const joinOnto: Fold = ({ on, args }) => joined([on, ...args]);

const homeFolder: Fold = (_, { home }) => asPath(home ?? "~");

/** Expands `~/x` where the home folder is known, and `$HOME/x`. */
const atHome: Fold = ({ args, on }, { home }) => {
  const value = args[0] ?? on;
  if (value?.kind !== "text" || home === undefined) return value;
  return asPath(value.text.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, () => home));
};

const temporary: Fold = () => text("/tmp");

/** Stands for a temporary folder or file, which has no other name. */
export const NEW_FOLDER = "/tmp/temporary-of-the-program";

const temporaryName: Fold = () => text(NEW_FOLDER);

const temporaryPair: Fold = () => ({ kind: "list", items: [text(NEW_FOLDER), text(NEW_FOLDER)] });

const here: Fold = (_, { cwd }) => asPath(cwd ?? HOLE);

const listed: Fold = () => ({ kind: "list", items: [text(ANY)] });

const entries: Fold = ({ args, on }) => ({ kind: "list", items: [joined([args[0] ?? on, text(ANY)])] });

const matches: Fold = ({ args }) => ({
  kind: "list",
  items: (args[0]?.kind === "list" ? args[0].items : args.slice(0, 1))
    .flatMap(optionsOf)
    .map(arg => asPath(patternText(textOfValue(arg)))),
});

/** Perl's own `glob` expands `~` (perldoc, File::Glob); for other functions the home folder is assumed to be meant. */
const matchesAtHome: Fold = (given, place) => {
  const [pattern] = given.args;
  const home = pattern?.kind === "text" ? atHome(given, place) : undefined;
  return matches(home ? { ...given, args: [home] } : given, place);
};

const matchesBelow: Fold = ({ args, on }) => {
  if (on.kind !== "text") return undefined;
  return { kind: "list", items: [joined([on, text(patternText(textOfValue(args[0] ?? text(ANY))))])] };
};

const everywhereBelow: Fold = ({ args, on }) => {
  if (on.kind !== "text") return undefined;
  return {
    kind: "list",
    items: [joined([on, text(`${ANY}${ANY}`), text(patternText(textOfValue(args[0] ?? text(ANY))))])],
  };
};

const folder: Fold = ({ args, on }) => parentOf(args[0] ?? on);

export const PATHS: Readonly<Record<string, Fold>> = {
  "os.path.join": joinPath,
  "posixpath.join": joinPath,
  "path.join": joinPath,
  "path.posix.join": joinPath,
  "path.resolve": ({ args }, { cwd }) => joined([text(cwd ?? HOLE), ...args]),
  "pathlib.Path": ({ args }) => asPathValue(args.length === 0 ? text(".") : joined(args)),
  "pathlib.PurePath": joinPath,
  "pathlib.PosixPath": joinPath,
  Path: joinPath,
  Pathname: joinPath,
  "Pathname.new": joinPath,
  "File.join": joinPath,
  "File.expand_path": (given, place) => {
    const [path, from] = given.args;
    return from && path ? joined([from, path]) : atHome(given, place);
  },
  "File.Spec.catfile": joinPath,
  "File.Spec.catdir": joinPath,
  "*.joinpath": joinOnto,
  "os.path.abspath": asIs,
  "os.path.realpath": asIs,
  "os.path.normpath": asIs,
  "os.path.expanduser": atHome,
  "os.path.expandvars": atHome,
  "os.fspath": asIs,
  "os.path.dirname": folder,
  "path.dirname": folder,
  "File.dirname": folder,
  dirname: folder,
  "os.path.basename": ({ args }) => (args[0] ? baseOf(args[0]) : undefined),
  "path.basename": ({ args }) => (args[0] ? baseOf(args[0]) : undefined),
  "path.normalize": asIs,
  "fs.realpath": asIs,
  realpath: asIs,
  "*.resolve": ({ on }) => (on.kind === "text" ? on : undefined),
  "*.absolute": ({ on }) => (on.kind === "text" ? on : undefined),
  "*.expanduser": (given, place) => (given.on.kind === "text" ? atHome({ ...given, args: [] }, place) : undefined),
  "*.as_posix": itself,
  "*.with_name": ({ on, args }) => (on.kind === "text" && args[0] ? joined([parentOf(on), args[0]]) : undefined),
  "*.with_suffix": ({ on, args }) =>
    on.kind === "text" && args[0] ? asPath(on.text.replace(/\.[^./]*$/, "") + textOfValue(args[0])) : undefined,
  "pathlib.Path.home": homeFolder,
  "Path.home": homeFolder,
  "os.homedir": homeFolder,
  "Dir.home": homeFolder,
  "pathlib.Path.cwd": here,
  "os.getcwd": here,
  "process.cwd": here,
  "Dir.pwd": here,
  getcwd: here,
  cwd: here,
  "Cwd.getcwd": here,
  "tempfile.gettempdir": temporary,
  "os.tmpdir": temporary,
  "Dir.tmpdir": temporary,
  sys_get_temp_dir: temporary,
  "tempfile.mkdtemp": temporaryName,
  "tempfile.mktemp": temporaryName,
  "tempfile.TemporaryDirectory": temporaryName,
  "tempfile.NamedTemporaryFile": temporaryName,
  "tempfile.mkstemp": () => ({ kind: "list", items: [{ kind: "unknown" }, text(NEW_FOLDER)] }),
  "fs.mkdtemp": temporaryName,
  "Deno.makeTempDir": temporaryName,
  "Deno.makeTempFile": temporaryName,
  "Dir.mktmpdir": temporaryName,
  "Tempfile.new": temporaryName,
  "Tempfile.create": temporaryName,
  "File.Temp.tempdir": temporaryName,
  // Perl's gives the handle and the name.
  "File.Temp.tempfile": temporaryPair,
  tempdir: temporaryName,
  tempfile: temporaryPair,
  tempnam: temporaryName,
  "os.listdir": listed,
  "fs.readdir": listed,
  "fs.opendir": listed,
  "Dir.children": listed,
  "Dir.entries": listed,
  "Dir.each_child": listed,
  scandir: listed,
  readdir: listed,
  "os.scandir": entries,
  "*.iterdir": ({ on }) => (on.kind === "text" ? { kind: "list", items: [joined([on, text(ANY)])] } : undefined),
  "*.children": ({ on }) => (on.kind === "text" ? { kind: "list", items: [joined([on, text(ANY)])] } : undefined),
  "os.walk": ({ args }) => {
    const top = args[0] ?? text(".");
    const below = joined([top, text(`${ANY}${ANY}`)]);
    const any: Value = { kind: "list", items: [text(ANY)] };
    return { kind: "list", items: [{ kind: "list", items: [below, any, any] }] };
  },
  "glob.glob": matches,
  "glob.iglob": matches,
  "glob.globSync": matches,
  "glob.sync": matches,
  "fast-glob.sync": matches,
  "fast-glob": matches,
  "globby.sync": matches,
  globby: matches,
  globSync: matches,
  "fs.glob": matches,
  glob: matchesAtHome,
  "Dir.glob": matches,
  "Dir.[]": matches,
  "File.Glob.glob": matchesAtHome,
  "File.Glob.bsd_glob": matchesAtHome,
  "*.glob": matchesBelow,
  "*.rglob": everywhereBelow,
};

/** Joins parts to a path; an absolute part discards those before it. */
export function joined(parts: readonly Value[]): Value {
  if (parts.some(part => part.kind === "either")) return eitherOf(choices(parts).map(joined));
  let path = "";
  for (const part of parts) {
    if (part.kind === "record") continue;
    const next = textOfValue(part);
    if (next === "") continue;
    path = path === "" || /^(?:\/|[A-Za-z]:[\\/])/.test(next) ? next : `${path.replace(/\/$/, "")}/${next}`;
  }
  return asPath(path);
}

function parentOf(value: Value): Value {
  const whole = textOfValue(value);
  const cut = whole.lastIndexOf("/");
  return asPath(cut > 0 ? whole.slice(0, cut) : cut === 0 ? "/" : whole === HOLE ? HOLE : ".");
}

function baseOf(value: Value): Value {
  const whole = textOfValue(value);
  return text(whole.slice(whole.lastIndexOf("/") + 1));
}

function asPath(path: string): Value {
  return { kind: "text", text: path, isPath: true };
}

function asPathValue(value: Value): Value {
  return value.kind === "text" ? { ...value, isPath: true } : value;
}
