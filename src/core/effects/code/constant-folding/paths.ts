/** Paths that a program puts together, and what it lists of folders. */
import { HOLE } from "../../words.ts";
import { choices } from "../joining.ts";
import { ANY, eitherOf, optionsOf, patternText, text, textOfValue, type Value } from "../values.ts";
import { asIs, each, type Fold, itself } from "./fold.ts";

export const joinPath: Fold = ({ args }) => joined(args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg])));

const joinOnto: Fold = ({ on, args }) => joined([on, ...args]);

const homeFolder: Fold = (_, { home }) => asPath(home ?? "~");

/** `~/x` where the library knows the home folder, `$HOME/x` where it fills in variables. */
const atHome: Fold = ({ args, on }, { home }) => {
  const value = args[0] ?? on;
  if (value?.kind !== "text" || home === undefined) return value;
  return asPath(value.text.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, () => home));
};

const temporary: Fold = () => text("/tmp");

/** Stands for a folder or file that is made for one run and has no other name. */
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

/** Perl's own looks `~` up (perldoc, File::Glob); for whoever else is given one, the home folder is what was meant. */
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

const ofText =
  (fold: Fold): Fold =>
  (given, place) =>
    given.on.kind === "text" ? fold(given, place) : undefined;

const withoutFolder: Fold = ({ args }) => (args[0] ? baseOf(args[0]) : undefined);

const children: Fold = ({ on }) => ({ kind: "list", items: [joined([on, text(ANY)])] });

const walked: Fold = ({ args }) => {
  const below = joined([args[0] ?? text("."), text(`${ANY}${ANY}`)]);
  const any: Value = { kind: "list", items: [text(ANY)] };
  return { kind: "list", items: [{ kind: "list", items: [below, any, any] }] };
};

export const PATHS: Readonly<Record<string, Fold>> = {
  ...each(
    joinPath,
    `os.path.join posixpath.join path.join path.posix.join pathlib.PurePath pathlib.PosixPath Path Pathname Pathname.new
     File.join File.Spec.catfile File.Spec.catdir`,
  ),
  ...each(joinOnto, "*.joinpath"),
  "path.resolve": ({ args }, { cwd }) => joined([text(cwd ?? HOLE), ...args]),
  "pathlib.Path": ({ args }) => asPathValue(args.length === 0 ? text(".") : joined(args)),
  "File.expand_path": (given, place) => {
    const [path, from] = given.args;
    return from && path ? joined([from, path]) : atHome(given, place);
  },
  ...each(asIs, "os.path.abspath os.path.realpath os.path.normpath os.fspath path.normalize fs.realpath realpath"),
  ...each(atHome, "os.path.expanduser os.path.expandvars"),
  ...each(folder, "os.path.dirname path.dirname File.dirname dirname"),
  ...each(withoutFolder, "os.path.basename path.basename"),
  ...each(ofText(itself), "*.resolve *.absolute *.as_posix"),
  "*.expanduser": ofText((given, place) => atHome({ ...given, args: [] }, place)),
  "*.with_name": ofText(({ on, args }) => (args[0] ? joined([parentOf(on), args[0]]) : undefined)),
  "*.with_suffix": ({ on, args }) =>
    on.kind === "text" && args[0] ? asPath(on.text.replace(/\.[^./]*$/, "") + textOfValue(args[0])) : undefined,
  ...each(homeFolder, "pathlib.Path.home Path.home os.homedir Dir.home"),
  ...each(here, "pathlib.Path.cwd os.getcwd process.cwd Dir.pwd getcwd cwd Cwd.getcwd"),
  ...each(temporary, "tempfile.gettempdir os.tmpdir Dir.tmpdir sys_get_temp_dir"),
  ...each(
    temporaryName,
    `tempfile.mkdtemp tempfile.mktemp tempfile.TemporaryDirectory tempfile.NamedTemporaryFile fs.mkdtemp
     Deno.makeTempDir Deno.makeTempFile Dir.mktmpdir Tempfile.new Tempfile.create File.Temp.tempdir tempdir tempnam`,
  ),
  // A handle and a name.
  ...each(temporaryPair, "tempfile.mkstemp File.Temp.tempfile tempfile"),
  ...each(listed, "os.listdir fs.readdir fs.opendir Dir.children Dir.entries Dir.each_child scandir readdir"),
  ...each(entries, "os.scandir"),
  ...each(ofText(children), "*.iterdir *.children"),
  "os.walk": walked,
  ...each(
    matches,
    `glob.glob glob.iglob glob.globSync glob.sync fast-glob.sync fast-glob globby.sync globby globSync fs.glob Dir.glob
     Dir.[]`,
  ),
  ...each(matchesAtHome, "glob File.Glob.glob File.Glob.bsd_glob"),
  "*.glob": matchesBelow,
  "*.rglob": everywhereBelow,
};

/** Parts put together as a path; an absolute one starts anew. */
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
