/**
 * Recognizes programs that do nothing by their names alone, before parsing: every name that is called or accessed is
 * known to compute or print, and no word, not even in a string, occurs in a library's data. Strings are not told from
 * code, so that no quote can hide anything: a text in doubt is parsed.
 */
import type { CodeLanguage } from "../../effects/pack.ts";
import { anyOf, inOrder, words } from "../../text/expressions.ts";
import type { Library } from "./libraries/library.ts";
import { names } from "./libraries/library.ts";

interface Harmless {
  /** Names that may be called. */
  readonly calls: ReadonlySet<string>;
  /** Names of members that may be accessed. */
  readonly members: ReadonlySet<string>;
  /** Calls of unnamed values, access to computed names, and files that are loaded. */
  readonly refused: RegExp;
  /** Words that libraries describe, and that mean nothing without the object that is refused. */
  readonly excepted: ReadonlySet<string>;
  /**
   * Whether all imports are harmless. A module with dangerous members may only occur before the name of a member, since
   * as a whole it would give access to any of them.
   */
  readonly imports: (text: string) => boolean;
}

/** Methods of texts, lists and records, which have the same names in both languages. */
const METHODS = "join split index count sort reverse pop keys values items entries";

const PYTHON: Harmless = {
  calls: names(
    `print len range sorted enumerate zip list dict set tuple str int float bool sum min max abs round isinstance repr
     reversed iter divmod pow ord hex bin if elif while for in and or not return yield lambda assert is else except`,
  ),
  members: names(
    `${METHODS} append extend insert strip rstrip lstrip startswith endswith upper lower title format encode isdigit
     isalpha zfill ljust rjust center splitlines get setdefault union intersection most_common Counter defaultdict
     OrderedDict namedtuple deque dumps loads load stdin stdout stderr readline readlines sep linesep path join dirname
     basename splitext exists isfile isdir abspath relpath getsize listdir getcwd findall match search group groups sub
     IGNORECASE MULTILINE now today strftime isoformat timedelta datetime date time perf_counter sqrt floor ceil
     log pi mean median md txt json csv yml yaml html py js ts tsx log xml`,
  ),
  refused: anyOf([
    ...words`[)\].}]\s*\( @ \\[uxN] __(?!name__|main__)\w`,
    inOrder([
      /\b/,
      words`
        open exec eval compile getattr setattr delattr globals locals vars breakpoint input builtins importlib from
        async await type object super sh plumbum git
      `,
      /\b/,
    ]),
  ]),
  excepted: names("os sys get"),
  imports: text => {
    const others: string[] = [];
    let last = text.length;
    for (let at = text.lastIndexOf(IMPORT); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(IMPORT, at - 1)) {
      const line = text.slice(at + IMPORT.length, at + MAX_IMPORT);
      const end = line.search(/[;\n]|$/);
      const brings = /^[ \t]/.test(line) ? line.slice(0, end).split(",") : NOTHING_SAFE;
      if (!beginsStatement(text, at) || !brings.every(name => SAFE_MODULES.has(name.trim()))) return false;
      others.push(text.slice(at + IMPORT.length + end, last));
      last = at;
    }
    others.push(text.slice(0, last));
    return !others.some(part => /\bos\b(?!\.\w)/.test(part));
  },
};

const IMPORT = "import";
/** Longer than the names of all modules that may stand there. */
const MAX_IMPORT = 200;
const NOTHING_SAFE: readonly string[] = [""];

const SAFE_MODULES = names(
  "os os.path sys json re math time datetime collections itertools functools string statistics textwrap pprint decimal",
);

const JAVASCRIPT: Harmless = {
  calls: names(
    `String Number Boolean BigInt Array Symbol parseInt parseFloat isNaN isFinite require if for while switch catch
     return typeof void in of Map Set Date RegExp Error`,
  ),
  members: names(
    `${METHODS} log error warn info table push shift unshift slice splice map filter forEach reduce concat flat flatMap
     some every find findIndex findLast includes indexOf lastIndexOf length size has add clear toString trim trimStart
     trimEnd startsWith endsWith toUpperCase toLowerCase padStart padEnd repeat charAt charCodeAt codePointAt match
     matchAll test stringify parse isArray fromEntries assign freeze from min max floor ceil round abs random pow sqrt
     trunc now toISOString toFixed getTime toLocaleString readdirSync existsSync basename dirname extname resolve relative
     normalize sep name message a b c d e f g h i j k l m n o p q r s t u v w x y z md txt json csv yml yaml html js ts tsx
     css`,
  ),
  refused: anyOf([
    /[)\].`}]\s*\(|[\w$]\s*`|\\[ux]/,
    /\bnew\s+(?!(?:Map|Set|Date|Array|RegExp|Error)\b)/,
    inOrder([
      /\b/,
      words`
        import export process globalThis global window document Function constructor prototype __proto__ Reflect Proxy
        module exports async await yield with super eval Deno Bun Buffer set(?:Timeout|Interval|Immediate) WebSocket
        Worker
      `,
      /\b/,
    ]),
    /\}\s*=[^=>]/,
  ]),
  excepted: names("fs node get"),
  imports: text =>
    !(/\bfs\b/.test(text) && (COMPUTED.test(text) || /\bfs\b(?!\.\w)(?!["']\s*\)|\s*=\s*require\()/.test(text))) &&
    (text.match(/\brequire\b/g)?.length ?? 0) ===
      (text.match(
        /\brequire\(\s*(?:"(?:node:)?(?:fs|path|util|assert|url)"|'(?:node:)?(?:fs|path|util|assert|url)')\s*\)/g,
      )?.length ?? 0),
};

/** `x[y]`: a member with a computed name. */
const COMPUTED = /[\w$)\]]\s*\[/;

/** SQL that any method may send. */
const SQL = inOrder(
  [
    /\b/,
    words`
      select insert update delete drop truncate create alter grant revoke copy merge explain vacuum exec execute call
      replace begin with do set
    `,
    /\s/,
  ],
  "i",
);
/** Other characters may spell a name in another way, or stand for what is only known at run time. */
const PLAIN = /^[\t\n\r -~]*$/;
const NAMES = /[A-Za-z_$][\w$]*/g;

const LANGUAGES: Partial<Readonly<Record<CodeLanguage, Harmless>>> = { python: PYTHON, javascript: JAVASCRIPT };

/** Whether `text` only computes and prints; false where that is not plain. */
export function isHarmless(language: CodeLanguage, text: string, library: Library): boolean {
  const harmless = LANGUAGES[language];
  if (!harmless || !PLAIN.test(text)) return false;
  const described = wordsOf(library);
  const defined = language === "python" ? /\b(?:def|class)\s+$/ : /\bfunction\s+$/;
  let seen = 0;
  NAMES.lastIndex = 0;
  for (let found = NAMES.exec(text); found; found = NAMES.exec(text)) {
    const [name] = found;
    seen++;
    if (described.has(name) && !harmless.excepted.has(name)) return false;
    const start = found.index;
    const member = isBehindDot(text, start);
    if (member && !harmless.members.has(name)) return false;
    if (member || !isBeforeBracket(text, NAMES.lastIndex) || harmless.calls.has(name)) continue;
    if (name === "function" || defined.test(text.slice(Math.max(0, start - 12), start))) continue;
    return false;
  }
  return seen > 0 && !harmless.refused.test(text) && !SQL.test(text) && harmless.imports(text);
}

function isBehindDot(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && isBlank(text.charCodeAt(i))) i--;
  return text.charAt(i) === "." && !text.startsWith("...", i - 2);
}

function isBeforeBracket(text: string, at: number): boolean {
  let i = at;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  return text.charAt(i) === "(";
}

function isBlank(code: number): boolean {
  return code <= 32;
}

function beginsStatement(text: string, at: number): boolean {
  let i = at - 1;
  while (text.charAt(i) === " " || text.charAt(i) === "\t") i--;
  return i < 0 || text.charAt(i) === ";" || text.charAt(i) === "\n";
}

const known = new WeakMap<Library, ReadonlySet<string>>();

/** All words in the names by which a library describes calls. */
function wordsOf(library: Library): ReadonlySet<string> {
  const before = known.get(library);
  if (before) return before;
  const { programs, runs, writes, opens, requests, parameters, ...rest } = library;
  const tables = [programs, runs, writes, opens, requests, parameters].flatMap(table => Object.keys(table));
  const sets = [rest.evaluates, rest.makes, rest.reads, rest.connects, rest.environment, rest.enters];
  const words = new Set([...tables, ...sets.flatMap(set => [...set])].flatMap(name => name.match(NAMES) ?? []));
  known.set(library, words);
  return words;
}
