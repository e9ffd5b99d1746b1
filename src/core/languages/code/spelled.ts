/**
 * Normalizes programs of languages without a parser: joins texts, replaces computed names and constants, resolves
 * methods that are looked up by name, and appends texts that are run as code.
 */

import { captured, inOrder, words } from "../../text/expressions.ts";
import { withHome, withJoinedPaths } from "./put-together.ts";

const JOINED = /"([^"\\\n]{0,200})"(?:\s{0,4}(?:\.\.|\+\+?|<>|&|\*)\s{0,4}|\s{1,4}~\s{1,4})"([^"\\\n]{0,200})"/g;
const JOINED_SINGLE = /'([^'\\\n]{0,200})'\s{0,4}(?:\.\.|\+\+?|<>|&)\s{0,4}'([^'\\\n]{0,200})'/g;
/** `path := "/srv"`, `val p = "/srv"`, `set p to "/srv"`, `p <- "/srv"`. */
const CONSTANT = inOrder(
  [
    [/^|[;\n{(]/, /\b(?:let|var|val|const|local|final|def|set|string|String|auto|mut|my|Path|File|PathBuf)\s/],
    /\s{0,12}(?:(?:mut|String|string|static|final)\s{1,4})?([A-Za-z_]\w{0,40})\s{0,4}/,
    /(?::\s{0,2}\w{1,20}\s{0,4})?/,
    words`= := <- \bto\b`,
    /\s{0,4}/,
    captured(words`"[^"\\\n]{1,200}" '[^'\\\n]{2,200}'`),
    /(?=\s{0,4}(?:[;\n)]|$))/,
  ],
  "gm",
);
const MAX_CONSTANTS = 12;
const LOOKED_UP: readonly (readonly [RegExp, string])[] = [
  // os["remove"]("x"), _G["os"].remove("x")
  [/(?<=[\w)\]])\[\s{0,2}["']([A-Za-z_]\w{0,40})["']\s{0,2}\](?=\s{0,2}[([.])/g, ".$1"],
  [/\b_(?:G|ENV)\.(?=[A-Za-z_])/g, ""],
  // get("system")("…"), match.fun("unlink")("x"), getfield(Base, :rm)("x")
  [/\b(?:get|match\.fun|get0|dynGet)\(\s{0,2}["']([\w.]{1,40})["']\s{0,2}\)\s{0,2}\(/g, "$1("],
  [/\bget(?:field|property)\(\s{0,2}\w{1,30}\s{0,2},\s{0,2}:(\w{1,40})\s{0,2}\)\s{0,2}\(/g, "$1("],
  // typeof(File).GetMethod("Delete").Invoke(null, new object[] { "x" }), cls.getMethod("delete").invoke(file)
  [
    inOrder(
      [
        /\btypeof\((\w{1,40})\)\.GetMethod\(\s{0,2}"(\w{1,40})"[^()\n]{0,80}\)\s{0,2}[?!]?\.Invoke\(\s{0,2}null/,
        /\s{0,2},\s{0,2}(?:new\s+\w{0,10}\s{0,2}\[\]\s{0,2}\{\s{0,2})?/,
      ],
      "g",
    ),
    "$1.$2(",
  ],
  [/\bget(?:Declared)?Method\(\s{0,2}"(\w{1,40})"[^()\n]{0,80}\)\s{0,2}\.invoke\(/g, "$1("],
  [/\)\s{0,2}::\s{0,2}\(\s{0,2}["'](\w{1,40})["']\s{0,2}\)(?:\.Invoke)?\(/g, ")::$1("],
  // file."deleteDir"(), file."${"deleteDir"}"()
  [/\.\s{0,2}"(?:\$\{\s{0,2}"(\w{1,40})"\s{0,2}\}|(\w{1,40}))"\s{0,2}\(/g, ".$1$2("],
  // ((resolve (symbol "clojure.java.io" "delete-file")) "x")
  [/\(\(resolve\s{1,4}\(symbol\s{1,4}(?:"[\w.-]{1,60}"\s{1,4})?"([\w-]{1,40})"\)\)/g, "($1"],
  [/\(\(resolve\s{1,4}'(?:[\w.-]{1,60}\/)?([\w-]{1,40})\)/g, "($1"],
];
/** An alias of a function: `local f = os.remove`, `var f = os.RemoveAll`. */
const NAMED_AGAIN = inOrder(
  [
    words`^ [;\n{(\s]`,
    /([A-Za-z_]\w{0,30})\s{0,4}:?=\s{0,4}((?:[A-Za-z_]\w{0,30}[.:]{1,2}){1,3}[A-Za-z_]\w{0,40}!?)\s{0,4}/,
    /(?=[;\n]|$)/,
  ],
  "gm",
);
/** Calls that run the text after them as code. */
const RUN = inOrder(
  [
    /\b/,
    words`
      load(?:string)? eval(?:_string|File)? Eval\.me Meta\.parse parse\(\s{0,2}text\s{0,2}= read-string run\s+script
      code:eval evaluate runString doString EVAL
    `,
    /\s{0,2}\(?\s{0,2}(?:"((?:[^"\\\n]|\\.){3,2000})"|'((?:[^'\\\n]|\\.){3,2000})')/,
  ],
  "g",
);
const MAX_ROUNDS = 6;

/** Returns the normalized text; code in texts is appended. */
export function spelledOut(source: string): string {
  let text = withHome(source);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = text;
    text = withConstants(withJoinedPaths(text)).replace(JOINED, '"$1$2"').replace(JOINED_SINGLE, "'$1$2'");
    if (text === before) break;
  }
  for (const [pattern, plain] of LOOKED_UP) text = text.replace(pattern, plain);
  text = withNames(text);
  const run = [...text.matchAll(RUN)].map(([, double, single]) =>
    (double ?? single ?? "").replace(/\\(["'\\])/g, "$1"),
  );
  return run.length === 0 ? text : `${text}\n${run.join("\n")}`;
}

/** Replaces names that are assigned exactly one text, as arguments and beside other texts. */
function withConstants(source: string): string {
  const given = new Map<string, string | undefined>();
  for (const [, name = "", text = ""] of source.matchAll(CONSTANT)) given.set(name, given.has(name) ? undefined : text);
  const known = [...given].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
  let text = source;
  for (const [name, value] of known.slice(0, MAX_CONSTANTS))
    text = text.replace(
      new RegExp(`((?:\\.\\.|\\+|<>|&|,|\\()\\s{0,4})${name}(?=\\s{0,4}(?:[),;&+]|<>|\\.\\.|$))`, "gm"),
      (_, before: string) => before + value,
    );
  return PATH_NAMED.test(source) ? withinTexts(text, known) : text;
}

/** The value of a constant is a path. */
const PATH_NAMED = /["'](?:~|\/)[^"'\n]{0,200}["']/;

/** Replaces names of paths inside of texts: `"${home}/x"`, `"$home/x"`, `"#{home}/x"`, `"\(home)/x"`, `"{home}/x"`. */
function withinTexts(source: string, known: readonly (readonly [name: string, text: string])[]): string {
  const paths = known.filter(([, text]) => /^["'][~/]/.test(text)).slice(0, MAX_CONSTANTS);
  return paths.reduce(
    (text, [name, value]) =>
      text.replace(new RegExp(`[$#]?\\{${name}\\}|\\$${name}\\b|\\\\\\(${name}\\)`, "g"), () => value.slice(1, -1)),
    source,
  );
}

function withNames(source: string): string {
  const given = [...source.matchAll(NAMED_AGAIN)].slice(0, MAX_CONSTANTS);
  let text = source;
  for (const [, name = "", call = ""] of given) text = text.replace(new RegExp(`(?<![\\w.])${name}(?=\\()`, "g"), call);
  return text;
}
