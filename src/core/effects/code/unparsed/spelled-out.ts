/**
 * Writes out what a program in any language puts together from texts: the person's home folder (as `~`), texts that are
 * joined, parts of paths, constants where they are used, and at the end what it runs as a program.
 */

const HOME_NAME = `["'](?:HOME|USERPROFILE|user\\.home)["']`;
const OWNER = "(?<![\\w.:/])(?:[A-Za-z_]\\w{0,30}(?:\\.|::|:|/)){0,4}";
const GETTERS = "[gG]et_?[eE]nv!?|getProperty|GetEnvironmentVariable|var(?:_os)?|get|env";
const FUNCTIONS = "home_?dir|homeDir|user_home!?|UserHomeDir|getHomeDir|NSHomeDirectory|getHomeDirectory";
const HOME = [
  // os.Getenv("HOME"), System.getProperty("user.home"), Sys.getenv "HOME"
  `${OWNER}(?:${GETTERS})(?:\\s{0,2}\\(\\s{0,2}|\\s{1,4})${HOME_NAME}(?:\\s{0,2}\\))?`,
  // (System/getenv "HOME")
  `\\(\\s{0,2}(?:[\\w.]{1,30}[/:])?(?:getenv|getProperty)\\s{1,4}${HOME_NAME}\\s{0,2}\\)`,
  // ENV["HOME"]
  `${OWNER}(?:ENV|environ|environment|env)\\[\\s{0,2}${HOME_NAME}\\s{0,2}\\]`,
  // os.UserHomeDir(), System.user_home!
  `${OWNER}(?:${FUNCTIONS})(?:\\s{0,2}\\(\\s{0,2}\\)|(?<=!))`,
  "\\bFileManager\\.default\\.homeDirectoryForCurrentUser\\b",
].join("|");
const HOME_ALONE = new RegExp(HOME, "g");
const HOME_IN_TEXT = new RegExp(`(?:[$#]\\{|\\\\\\()\\s{0,2}(?:${HOME})\\s{0,2}[})]`, "g");
/** `home, _ := os.UserHomeDir()` gives the home folder to one name. */
const SECOND_RESULT = /\b([A-Za-z_]\w{0,40})\s{0,2},\s{0,2}(?:_|err|ok)\s{0,2}(:?=)(?=\s{0,4}"~)/g;
const UNWRAPPED = /("~[^"\\\n]{0,200}")\s{0,4}\.\s{0,2}(?:unwrap\w{0,12}|expect|to_string)\s{0,2}\([^()\n]{0,60}\)/g;

const TEXT = `["']([^"'\\\\\\n]{0,200})["']`;
const PATH = `"((?:~|/|\\.{1,2}/)[^"\\\\\\n]{0,200})"`;
const JOINS = "joinpath|file\\.path|fullfile|[\\w.]{0,30}[pP]ath[.:]{1,2}[jJ]oin|Path\\.Combine|Paths?\\.(?:get|of)";
/** `joinpath("~", "x")`, `"~" / "x"`, `Paths.get("~").resolve("x")`, `"~" |> Path.join("x")`. */
const PATHS_JOINED = [
  new RegExp(`\\b(?:${JOINS})\\s{0,2}\\(\\s{0,2}${PATH}\\s{0,2},\\s{0,2}${TEXT}\\s{0,2}\\)`, "g"),
  new RegExp(`${PATH}\\s{0,4}(?:/|</>)\\s{0,4}${TEXT}`, "g"),
  new RegExp(
    `${PATH}\\)?\\s{0,4}(?:\\.|\\|>\\s{0,4}Path\\.)\\s{0,2}(?:join|resolve)\\(\\s{0,2}${TEXT}\\s{0,2}\\)`,
    "g",
  ),
];
const JOINED = /"([^"\\\n]{0,200})"(?:\s{0,4}(?:\.\.|\+\+?|<>|&|\*|\^)\s{0,4}|\s{1,4}~\s{1,4})"([^"\\\n]{0,200})"/g;
const JOINED_SINGLE = /'([^'\\\n]{0,200})'\s{0,4}(?:\.\.|\+\+?|<>|&)\s{0,4}'([^'\\\n]{0,200})'/g;
/** `paste0("~", "/x")` */
const CONCATENATED = new RegExp(
  `\\b(?:paste0|strcat|concat)\\s{0,2}\\(\\s{0,2}${TEXT}\\s{0,2},\\s{0,2}${TEXT}\\s{0,2}\\)`,
  "g",
);

const DECLARES = "let|var|val|const|local|final|def|set|string|String|auto|mut|my|Path|File|PathBuf";
/** `path := "/srv"`, `val p = "/srv"`, `set p to "/srv"`, `p <- "/srv"`. */
const CONSTANT = new RegExp(
  `(?:^|[;\\n{(]|\\b(?:${DECLARES})\\s)\\s{0,12}([A-Za-z_]\\w{0,40})\\s{0,4}(?:=|:=|<-|\\bto\\b)\\s{0,4}` +
    `("[^"\\\\\\n]{1,200}"|'[^'\\\\\\n]{2,200}')(?=\\s{0,4}(?:[;\\n)]|$))`,
  "gm",
);
const RUNNERS =
  "load(?:string)?|eval(?:_string)?|Eval\\.me|Meta\\.parse|parse\\(\\s{0,2}text\\s{0,2}=|read-string|run\\s+script";
/** A text right behind what runs it as a program. */
const RUN = new RegExp(
  `\\b(?:${RUNNERS})\\s{0,2}\\(?\\s{0,2}(?:"((?:[^"\\\\\\n]|\\\\.){3,2000})"|'([^'\\n]{3,2000})')`,
  "g",
);
const MAX_CONSTANTS = 12;
const MAX_ROUNDS = 6;
/** `path.expand("~/x")`, and Lisp's `(expand-file-name "x" "~")`. */
const EXPANDED = new RegExp(`\\b(?:path\\.expand|normalizePath|expanduser)\\s{0,2}\\(\\s{0,2}${PATH}\\s{0,2}\\)`, "g");
const EXPANDED_IN_LISP = new RegExp(`\\(\\s{0,2}expand-file-name\\s{1,4}${TEXT}\\s{1,4}${PATH}\\s{0,2}\\)`, "g");

/** `source` with the texts that it puts together written out. Gives `source` itself where there are none. */
export function spelledOut(source: string): string {
  let text = source
    .replace(HOME_IN_TEXT, "~")
    .replace(HOME_ALONE, '"~"')
    .replace(SECOND_RESULT, "$1 $2")
    .replace(UNWRAPPED, "$1")
    .replace(EXPANDED, '"$1"')
    .replace(EXPANDED_IN_LISP, '"$2/$1"');
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = text;
    for (const pattern of PATHS_JOINED)
      text = text.replace(pattern, (_, path: string, part: string) => `"${path.replace(/\/$/, "")}/${part}"`);
    text = text.replace(JOINED, '"$1$2"').replace(JOINED_SINGLE, "'$1$2'").replace(CONCATENATED, '"$1$2"');
    text = withConstants(text);
    if (text === before) break;
  }
  const run = [...text.matchAll(RUN)].map(([, double, single]) =>
    (double ?? single ?? "").replace(/\\(["'\\])/g, "$1"),
  );
  return [text, ...run].join("\n");
}

/** Puts a name's text in its place, where the name is given one text, once. */
function withConstants(source: string): string {
  const given = new Map<string, string | undefined>();
  for (const [, name = "", text = ""] of source.matchAll(CONSTANT)) given.set(name, given.has(name) ? undefined : text);
  let text = source;
  for (const [name, value] of [...given].slice(0, MAX_CONSTANTS)) {
    if (value === undefined) continue;
    const used = new RegExp(`((?:\\.\\.|\\+|<>|&|,|\\()\\s{0,4})${name}(?=\\s{0,4}(?:[),;&+]|<>|\\.\\.|$))`, "gm");
    const inText = new RegExp(`[$#]?\\{${name}\\}|\\$${name}\\b|\\\\\\(${name}\\)`, "g");
    text = text.replace(used, (_, before: string) => before + value);
    if (/^["'][~/]/.test(value)) text = text.replace(inText, () => value.slice(1, -1));
  }
  return text;
}
