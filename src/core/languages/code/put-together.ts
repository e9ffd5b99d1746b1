/**
 * Resolves paths in programs of languages without a parser: the home folder, however it is queried, and what is joined
 * to it by an operator, a call, a method, a format or a pipe. `~` stands for the home folder.
 */
import { captured, inOrder, words } from "../../text/expressions.ts";

const NAME = `["'](?:HOME|USERPROFILE|user\\.home)["']`;
const OWNER = "(?<![\\w.:/])(?:[A-Za-z_]\\w{0,30}(?:\\.|::|:|/)){0,4}";
/** All expressions for the home folder. */
const HOME = [
  // os.Getenv("HOME"), std::env::var("HOME"), System.getProperty("user.home"), os:getenv("HOME")
  `${OWNER}(?:[gG]et_?[eE]nv!?|getProperty|GetEnvironmentVariable|var(?:_os)?|get|env|props)\\s{0,2}\\(\\s{0,2}${NAME}\\s{0,2}\\)`,
  // ENV["HOME"], Platform.environment['HOME']
  `${OWNER}(?:ENV|ENVIRON|environ|environment|env)\\[\\s{0,2}${NAME}\\s{0,2}\\]`,
  // (System/getenv "HOME")
  `\\(\\s{0,2}(?:[\\w.]{1,30}[/:])?(?:getenv|getProperty|posix-getenv|get-environment-variable)\\s{1,4}${NAME}\\s{0,2}\\)`,
  // Sys.getenv "HOME"
  `(?<![\\w.])(?:[A-Z]\\w{0,30}\\.){0,3}get[eE]nv\\s{1,4}${NAME}`,
  // os.UserHomeDir(), dirs::home_dir(), homedir(), NSHomeDirectory()
  `${OWNER}(?:home_?dir|homeDir|user_home!?|path_home|UserHomeDir|getHomeDir|NSHomeDirectory|getHomeDirectory)\\s{0,2}\\(\\s{0,2}\\)`,
  "(?:System\\.)?Environment\\.GetFolderPath\\(\\s{0,2}(?:System\\.)?Environment\\.SpecialFolder\\.UserProfile\\s{0,2}\\)",
  "\\bSystem\\.user_home!?(?![\\w(])",
  "\\b(?:System\\.Directory\\.)?getHomeDirectory\\b",
  "\\bFileManager\\.default\\.homeDirectoryForCurrentUser\\b",
  "\\b(?:Path|os)\\.home\\b(?!\\s{0,2}[(=])",
  "\\(\\s{0,2}(?:[\\w.]{1,20}/home|user-homedir-pathname|find-system-path\\s{1,4}(?:'|\\(quote\\s{1,4})home-dir\\)?)\\s{0,2}\\)",
].join("|");
const HOME_ALONE = new RegExp(HOME, "g");
/** `"${System.getenv("HOME")}/x"`, `"#{System.user_home!}/x"`, `"\(NSHomeDirectory())/x"` */
const HOME_IN_TEXT = new RegExp(`(?:[$#]\\{|\\\\\\()\\s{0,2}(?:${HOME})\\s{0,2}[})]`, "g");
/** AppleScript's `POSIX path of (path to documents folder)`. */
const FOLDER = inOrder(
  [
    /(?:\bPOSIX\s{1,4}path\s{1,4}of\s{1,4})?\(?\s{0,2}\bpath\s{1,4}to\s{1,4}/,
    captured(words`home documents desktop downloads pictures movies music library`),
    /\s{1,4}folder\b(?:\s{1,4}from\s{1,4}user\s{1,4}domain)?\s{0,2}\)?/,
  ],
  "g",
);

const PATH = `"((?:~|/|\\.{1,2}/)[^"\\\\\\n]{0,200})"`;
const TEXT = `["']([^"'\\\\\\n]{0,200})["']`;
/** Functions that join parts of a path with a slash. */
const JOINS =
  "joinpath|file\\.path|fullfile|(?:[\\w.]{0,30}[pP]ath|os)(?:\\.|::)[jJ]oin|filename:join|Path\\.Combine|Paths?\\.(?:get|of)|buildPath|build-path|(?:[\\w.]{1,30}/)(?:file|path)|(?:java\\.io\\.)?File";
/** Functions that concatenate texts. */
const CONCATENATES = "paste0|str|concat|string-append|string-concat|strcat|String\\.[cC]oncat";

type Spelling = readonly [pattern: RegExp, plain: (...parts: string[]) => string];
const SPELLINGS: readonly Spelling[] = [
  // .unwrap(), .expect("…"), !, ?
  [
    new RegExp(
      `${PATH}(?:\\s{0,4}\\.\\s{0,2}(?:unwrap\\w{0,12}|expect|to_owned|to_string|into_string|as_str|toString|getOrElse|orElse)\\s{0,2}\\([^()\\n]{0,60}\\)|[!?](?![\\w=.]))`,
      "g",
    ),
    (_, path) => quoted(path),
  ],
  // "~" / "x", "~" </> "x"
  [new RegExp(`${PATH}\\s{0,4}(?:/|</>)\\s{0,4}${TEXT}`, "g"), (_, path, part) => quoted(joined(path, part))],
  // "~" .. '/x', "~" ^ "/x"
  [
    new RegExp(`${PATH}\\s{0,4}(?:\\.\\.|\\+\\+?|<>|&|\\^)\\s{0,4}${TEXT}`, "g"),
    (_, path, part) => quoted(path + part),
  ],
  // "rm -rf " ^ "~/x"
  [
    new RegExp(`${TEXT}\\s{0,4}(?:\\.\\.|\\+\\+?|<>|&|\\^)\\s{0,4}${PATH}`, "g"),
    (_, part, path) => quoted(part + path),
  ],
  // joinpath("~", "x"), (build-path "~" "x")
  [
    new RegExp(
      `(\\b(?:${JOINS})\\s{0,2}\\(\\s{0,2}|\\(\\s{0,2}(?:${JOINS})\\s{1,4})${PATH}\\s{0,2}[, ]\\s{0,2}${TEXT}`,
      "g",
    ),
    (_, call, path, part) => call + quoted(joined(path, part)),
  ],
  [
    new RegExp(
      `(\\b(?:${CONCATENATES})\\s{0,2}\\(\\s{0,2}|\\(\\s{0,2}(?:${CONCATENATES})\\s{1,4})${PATH}\\s{0,2}[, ]\\s{0,2}${TEXT}`,
      "g",
    ),
    (_, call, path, part) => call + quoted(path + part),
  ],
  // rmdir(["~" "/x"])
  [new RegExp(`(?<=\\()\\[\\s{0,2}${PATH}\\s{1,2}${TEXT}`, "g"), (_, path, part) => `[${quoted(path + part)}`],
  // (expand-file-name "x" "~")
  [
    new RegExp(`\\(\\s{0,2}(?:expand-file-name|merge-pathnames)\\s{1,4}${TEXT}\\s{1,4}${PATH}\\s{0,2}\\)`, "g"),
    (_, part, path) => quoted(joined(path, part)),
  ],
  // "~".join("x"), Path.of("~").resolve("x"), .appendingPathComponent("x")
  [
    new RegExp(
      `${PATH}(\\s{0,2}\\)?)\\s{0,4}\\.\\s{0,2}(?:join|resolve|appendingPathComponent|appending|append|push|child)\\(\\s{0,2}(?:path:\\s{0,2})?${TEXT}\\s{0,2}\\)`,
      "g",
    ),
    (_, path, close, part) => quoted(joined(path, part)) + close,
  ],
  // format!("{}/x", "~"), fmt.Sprintf("%s/x", "~")
  [
    new RegExp(
      `\\b(?:format!?|[sS]printf|[sS]tring\\.[fF]ormat)\\s{0,2}[( ]\\s{0,2}"([^"\\\\\\n%{]{0,200})(?:%[sv]|\\{0?\\})([^"\\\\\\n%{]{0,200})"\\s{0,2},\\s{0,2}${PATH}\\s{0,2}\\)`,
      "g",
    ),
    (_, before, after, path) => quoted(before + path + after),
  ],
  // A call around one path alone, that means that path: path.expand("~/x"), = Path.of("~/x"), (str "~/x")
  [
    new RegExp(
      `(?:\\b(?:path\\.expand|normalizePath|[pP]ath\\.expand\\w{0,5}|os\\.ExpandEnv|expanduser|path_expand|(?:${JOINS}|${CONCATENATES})(?=\\s{0,2}\\(\\s{0,2}"[^"\\n]{0,200}"\\s{0,2}\\)\\s{0,2}(?:[,)\\n;]|$)))\\s{0,2}\\(|\\((?:${JOINS}|${CONCATENATES})\\s{1,4}|(?<=\\()\\[)\\s{0,2}${PATH}\\s{0,2}[)\\]]`,
      "g",
    ),
    (_, path) => quoted(path),
  ],
  // "~" |> Path.join("x"), "~/x" |> File.rm_rf!()
  [
    new RegExp(
      `${PATH}\\s{0,4}(?:\\|>|%>%|>>=)\\s{0,4}((?:[A-Za-z_]\\w{0,30}[.:]{1,2}){0,3}[A-Za-z_]\\w{0,40}!?)(?:\\s{0,2}\\(\\s{0,2}(?:${TEXT})?\\s{0,2}\\))?`,
      "g",
    ),
    (_, path, call, part) => `${call}(${quoted(path)}${part === undefined ? "" : `, ${quoted(part)}`})`,
  ],
  // removeDirectoryRecursive =<< "~"
  [new RegExp(`\\s{0,4}(?:=<<|<\\$>|\\$)\\s{0,4}${PATH}`, "g"), (_, path) => ` ${quoted(path)}`],
  // "~" >>= \home -> …
  [
    new RegExp(`${PATH}\\s{0,4}>>=\\s{0,4}\\\\(\\w{1,40})\\s{0,4}->`, "g"),
    (_, path, name) => `${name} <- ${quoted(path)};`,
  ],
  // home, _ := "~"
  [
    new RegExp(`\\b([A-Za-z_]\\w{0,40})\\s{0,2},\\s{0,2}(?:_|err|ok)\\s{0,2}(:?=)\\s{0,4}${PATH}`, "g"),
    (_, name, gives, path) => `${name} ${gives} ${quoted(path)}`,
  ],
];

/** Quick check whether a program queries a home folder: most do not. */
const ASKS = /home|USERPROFILE|\bpath to\b/i;

/** Replaces expressions for the home folder by `~`. */
export function withHome(source: string): string {
  if (!ASKS.test(source)) return source;
  return source
    .replace(/\bos\.ExpandEnv\(\s{0,2}"\$\{?HOME\}?(?=[/"])/g, 'os.ExpandEnv("~')
    .replace(HOME_IN_TEXT, "~")
    .replace(HOME_ALONE, '"~"')
    .replace(FOLDER, (_, name: string) => (name === "home" ? '"~"' : `"~/${name[0]?.toUpperCase()}${name.slice(1)}"`));
}

/** Folds one step of each joined path; returns the same text where there is none. */
export function withJoinedPaths(source: string): string {
  return SPELLINGS.reduce((text, [pattern, plain]) => text.replace(pattern, plain), source);
}

function joined(path: string, part: string): string {
  return `${path.replace(/\/$/, "")}/${part.replace(/^\//, "")}`;
}

function quoted(text: string): string {
  return `"${text}"`;
}
