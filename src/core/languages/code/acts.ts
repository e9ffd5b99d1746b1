/** Looks up what one call of a program does, by its full name; the most specific entry first. */

import type { CodeLanguage } from "../../effects/pack.ts";
import { inOrder, wholly, words } from "../../text/expressions.ts";
import { HOLE, textOf } from "../../text/words.ts";
import { fromBase64 } from "../shell/decoded.ts";
import { leaks, sendsQuery } from "./connections.ts";
import type { Place } from "./constant-folding/fold.ts";
import { asProgram, runsCommand } from "./context/commands.ts";
import { contentOf, cutsOff, opens, replaces, scriptText, writes, writesInto } from "./context/contents.ts";
import { type CallSite, type Context, methodOf, ORIGINS, unknownCode } from "./context/context.ts";
import {
  argument,
  isTrue,
  knownText,
  option,
  optionsOf,
  plainText,
  textOfValue,
  UNKNOWN,
  type Value,
  wordsOfValue,
} from "./context/values.ts";
import { connects } from "./databases/connecting.ts";
import { asksDatabase } from "./databases/reader.ts";
import { folded } from "./folding.ts";
import { fetches, maybeSends, sends, sendsMore, setsCurl } from "./requests.ts";
import { asksService } from "./services.ts";
import { keepsStarted, tells, unpickles } from "./started.ts";

/** Records the effects of `call` and returns its result. */
export function actsOn(context: Context, call: CallSite, place: Place): Value {
  if (context.answered?.(call)) return made(call);
  const known = { ...call, name: canonical(call.name, context.language) };
  const later = calledBack(known);
  if (later) actsByName(context, { ...later, name: canonical(later.name, context.language) });
  return actsByName(context, known) ?? otherwise(context, known, place);
}

/** Calls that take a function and its arguments, and call it now, later, in a thread, or at exit. */
const CALLS_BACK = wholly([
  ...words`
    functools\.partial atexit\.register threading\.(?:Thread|Timer) multiprocessing\.Process process\.nextTick
  `,
  /sched\.scheduler\(\)\.enter(?:abs)?|asyncio\.to_thread/,
  /.+\.(?:submit|apply_async|run_in_executor|call_soon|call_later)/,
]);

/** The call that a callback stands for: `Thread(target=shutil.rmtree, args=("x",))`, `partial(os.remove, "x")`. */
function calledBack({ name, given, repeated }: CallSite): CallSite | undefined {
  if (!CALLS_BACK.test(name)) return undefined;
  const at = given.args.findIndex(arg => arg.kind === "reference");
  const called = given.named.get("target") ?? given.args[at];
  if (called?.kind !== "reference") return undefined;
  const listed = given.named.get("args");
  const args = listed?.kind === "list" ? listed.items : given.args.slice(at + 1);
  return { name: called.name, given: { args, named: new Map(), on: UNKNOWN }, repeated };
}

/** Maps every way of importing a function to one name. */
function canonical(name: string, language: CodeLanguage): string {
  switch (language) {
    case "javascript":
    case "mongosh":
      return name
        .replace(/\.default(?=\.|$)/g, "")
        .replace(/^(?:constructor|\?)\.constructor$/, "Function")
        .replace(/^.*\bmainModule\.require$/, "process.mainModule.require")
        .replace(/^npm:((?:@[\w-]+\/)?[\w-]+)(?:@[\^~]?\d+(?:\.\d+)*)?/, "$1")
        .replace(/^(?:fs-extra|graceful-fs)(?=\.|$)/, "fs")
        .replace(
          /^(?:jsr:@std\/fs(?:@[\w.^~-]+)?(?:\/[\w-]+)?|https:\/\/deno\.land\/std(?:@[\w.]+)?\/fs\/\w+\.ts)\./,
          "fs.",
        )
        .replace(FILES_OF_ANY, "fs.$1")
        .replace(/^fs\.promises\./, "fs.")
        .replace(/Sync$/, "");
    case "python":
      return name
        .replace(/\.__dict__(?=\.)/g, "")
        .replace(/^\w+\.(?=(?:os|shutil|subprocess)\.\w+$)/, "")
        .replace(/^(?:(?:globals|locals|vars)\(\)|sys\.modules)\./, "")
        .replace(/^(?:builtins|__builtins__)\./, "");
    case "perl":
      return name.replace(/^CORE\.(?:GLOBAL\.)?/, "");
    default:
      return name.replace(/^Kernel\.(?=system|exec|spawn|eval)/, "");
  }
}

/** `frame.to_csv("rows.csv")`: pandas, polars and others overwrite the file with a table. */
function savesTable(context: Context, { name, given }: CallSite): boolean {
  const path = argument(given, 0, "path_or_buf", "path", "excel_writer", "file", "buf");
  if (context.language !== "python" || path?.kind !== "text" || !TABLE.test(name)) return false;
  if (!/^a/.test(knownText(given.named.get("mode")) ?? "")) replaces(context, path, undefined);
  return true;
}

/** Remembers files that were read as tables: writing one back is an edit. */
function readsTable({ language, seen }: Context, { name, given }: CallSite): void {
  const [path] = given.args;
  if (language === "python" && path?.kind === "text" && /\.(?:read|scan)_[a-z]+$/.test(name))
    for (const word of wordsOfValue(path)) seen.add(textOf(word));
}

const TABLE = /\.(?:to_(?:csv|excel|parquet|json|pickle|feather|stata|hdf)|write_(?:csv|parquet|ipc|ndjson|excel))$/;

/** Methods that only Node's `fs` has, on an object whose value is not known. */
const FILES_OF_ANY = inOrder([
  /^(?!fs\.|Deno\.|shelljs\.|shell\.)(?:(?:\?|[A-Za-z_$][\w$]*(?:\(\))?)\.)?/,
  /((?:rm|unlink|rmdir|truncate|rename|writeFile|copyFile|emptyDir|outputFile)Sync)$/,
]);

/** Fakes of a store or a disk: they live as long as the program. */
const STANDS_IN = inOrder([
  /^/,
  words`
    fakeredis mongomock ioredis-mock redis-mock redis-memory-server pg-mem mongodb-memory-server pyfakefs memfs mock-fs
    unionfs
  `,
  /\b/,
]);

function actsByName(context: Context, call: CallSite): Value | undefined {
  if (STANDS_IN.test(call.name)) return made(call);
  const { library } = context;
  const { given } = call;
  const name = inLibrary(context, call.name);
  if (name === "`") return runs(context, "text", call);
  const data = name === "import" ? codeOfAddress(knownText(given.args[0])) : undefined;
  if (data !== undefined) context.again(data);
  if (name === "rebuilt") {
    unknownCode(context, "a function whose name is put together at run time", "likely");
    return UNKNOWN;
  }
  // `Bun.file("x").delete()`: the value for a file's content also stands for the file.
  if (/^content\.(?:delete|unlink)$/.test(name) && given.on.kind === "content")
    asProgram(context, "rm -f -- {this}", { ...call, given: { ...given, on: given.on.path } });
  if (name === "content.extractall" && given.on.kind === "content")
    asProgram(context, "tar -xf {this} -C {0|path}", { ...call, given: { ...given, on: given.on.path } });
  // Truncates a file that was opened for reading and writing.
  if (name === "content.truncate" && !context.puts) cutsOff(context, given.on);
  if (/(?:^|\.)ftruncate$/.test(name)) {
    cutsOff(context, given.args[0]);
    return UNKNOWN;
  }
  if (unpickles(context, call) || tells(context, call) || sendsMore(context, call) || savesTable(context, call))
    return UNKNOWN;
  readsTable(context, call);
  if (name.startsWith("content.")) return given.on;
  if (context.language === "perl" && name === "sysopen")
    return opens(context, { ...call, given: { ...given, args: given.args.slice(1) } }, 1);
  if (context.language === "perl" && name === "open") return opensPerl(context, call);
  const how = own(library.runs, name);
  if (how !== undefined) return runs(context, how, call);
  if (library.evaluates.has(name)) {
    evaluates(context, call);
    return globalObject(call);
  }
  // `for p in psutil.process_iter(): if p.name() == "vite": p.kill()`
  if (name.startsWith("psutil.process_iter().") && call.chosen) return UNKNOWN;
  if (name === "shutil.make_archive" && packs(context, call)) return UNKNOWN;
  const line = own(library.programs, name);
  if (line !== undefined && asProgram(context, line, call)) return UNKNOWN;
  if (library.makes.has(name)) {
    const path = name.startsWith("Path.") ? given.on : given.args[0];
    // It fails where the path exists, unless an option allows that.
    if (path && !isTrue(option(given, "exist_ok", "recursive")))
      for (const word of wordsOfValue(path)) context.own.add(textOf(word));
    return UNKNOWN;
  }
  writesInto(context, call);
  const written = own(library.writes, name);
  if (written !== undefined) {
    const path = name.startsWith("Path.") ? given.on : argument(given, 0, "path", "file");
    const flags = knownText(option(given, "flag", "flags")) ?? "";
    // With an `x` it fails where a file is.
    const empties = written === "empties" && !/^a|x/.test(flags);
    const value = name.startsWith("Path.") ? given.args[0] : given.args[1];
    if (path && empties) replaces(context, path, value);
    else if (path) writes(context, path, false, knownText(value));
    return UNKNOWN;
  }
  const modeAt = own(library.opens, name);
  if (modeAt !== undefined) {
    const piped = knownText(given.args[0]);
    if (piped?.startsWith("|"))
      return runs(context, "text", { ...call, given: { ...given, args: [{ kind: "text", text: piped.slice(1) }] } });
    return opens(context, call, modeAt);
  }
  if (library.reads.has(name)) {
    const path = name.startsWith("Path.") ? given.on : given.args[0];
    if (path?.kind === "text" && /^https?:\/\//.test(path.text)) return fetches(context, path, call);
    return path ? contentOf(context, path) : UNKNOWN;
  }
  if (library.connects.has(name)) {
    connects(context, call);
    return { kind: "made", of: call.name, given };
  }
  const spec = own(library.requests, name);
  if (spec === undefined) return undefined;
  const answer = sends(context, spec, call);
  // The body may follow: `https.request(url).end(body)`.
  return /^https?\.request$/.test(name) ? { kind: "made", of: name, given } : answer;
}

function otherwise(context: Context, call: CallSite, place: Place): Value {
  const { given, name } = call;
  if (call.name.startsWith("curl_") && setsCurl(context, call)) return { kind: "unknown", origin: "network" };
  if (leaks(context, call) || sendsQuery(context, call) || asksService(context, call) || asksDatabase(context, call))
    return made(call);
  const result = folded(name, given, place);
  if (result) return result;
  const line = lineOfMethod(context, call);
  if (line !== undefined && asProgram(context, line, call)) return UNKNOWN;
  if (maybeSends(context, call)) return { kind: "unknown", origin: "network" };
  // `response.text().then(eval)`
  const [handler] = given.args;
  if (handler?.kind === "reference" && context.library.evaluates.has(handler.name) && given.on.kind === "unknown")
    if (given.on.origin !== undefined) unknownCode(context, "text from the network", "likely");
  // Results derived from the network keep that origin: `response.text()`, `.read().decode()`.
  if (given.on.kind === "unknown" && given.on.origin !== undefined && !/json|status/i.test(methodOf(call)))
    return given.on;
  return made(call);
}

function made({ name, given }: CallSite): Value {
  return name.startsWith("?") || name.startsWith("text.") ? UNKNOWN : { kind: "made", of: name, given };
}

function runs(context: Context, how: string, call: CallSite): Value {
  runsCommand(context, how, call);
  return keepsStarted(context, how, call) ? made(call) : UNKNOWN;
}

/** A method known whatever its object is; those of texts, lists and records are none. */
function lineOfMethod({ library }: Context, call: CallSite): string | undefined {
  const { on } = call.given;
  if (!call.name.includes(".") || on.kind === "list" || on.kind === "record" || (on.kind === "text" && !on.isPath))
    return undefined;
  const parts = call.name.split(".");
  return own(library.programs, `*.${parts.slice(-2).join(".")}`) ?? own(library.programs, `*.${parts.at(-1)}`);
}

/** Drops the namespace before a class: `Illuminate.Support.Facades.File.delete`. */
function inLibrary({ library, language }: Context, name: string): string {
  if (language !== "php" && language !== "ruby") return name;
  const short = name.split(".").slice(-2).join(".");
  return name in library.programs || name in library.requests
    ? name
    : short in library.programs || short in library.runs
      ? short
      : name;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** `Function("return process")()` yields a global object. */
function globalObject({ name, given }: CallSite): Value {
  const returned = /Function$/.test(name) ? knownText(given.args.at(-1)) : undefined;
  const found = /^\s*return\s+(process|globalThis|global|this)\s*(?:;\s*)?$/.exec(returned ?? "")?.[1];
  if (found === undefined) return UNKNOWN;
  return { kind: "reference", name: found === "this" ? "globalThis" : found };
}

/** A text run as code: read where it is known. */
function evaluates(context: Context, call: CallSite): void {
  const { args, named } = call.given;
  const value = (/Function$/.test(call.name) ? args.at(-1) : args[0]) ?? named.get("source");
  if (!value || value.kind === "function") return;
  // In Perl, a single argument is a list too.
  const texts = value.kind === "list" && context.language === "perl" ? value.items : optionsOf(value);
  for (const code of texts) {
    if (code.kind === "text" && code.text !== HOLE) context.again(plainText(code.text));
    else if (code.kind === "content") {
      const text = scriptText(context, code);
      if (text !== undefined) context.again(text);
      else unknownCode(context, `the file ${textOfValue(code.path)}`, "possible");
    } else if (code.kind === "unknown" && code.origin !== undefined)
      unknownCode(context, ORIGINS[code.origin], "likely");
    else if (code.kind !== "number" && code.kind !== "constant" && code.kind !== "record" && code.kind !== "list")
      unknownCode(context, "text that is put together at run time", context.settled ? "possible" : "likely");
  }
}

/** `data:text/javascript,…`: the address contains the module. */
function codeOfAddress(address: string | undefined): string | undefined {
  const [, coded, code] = /^data:(?:text|application)\/javascript[^,]*?(;base64)?,(.*)$/s.exec(address ?? "") ?? [];
  if (code === undefined) return undefined;
  return (coded ? fromBase64(code) : fromPercents(code)) ?? undefined;
}

function fromPercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `make_archive(base, "zip")` writes the base name with the extension of the format. */
function packs(context: Context, { given }: CallSite): boolean {
  const base = argument(given, 0, "base_name");
  const ending = ENDINGS.get(knownText(argument(given, 1, "format")) ?? "");
  if (base?.kind !== "text" || ending === undefined) return false;
  replaces(context, { ...base, text: `${base.text}${ending}` }, undefined);
  return true;
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["zip", ".zip"],
  ["tar", ".tar"],
  ["gztar", ".tar.gz"],
  ["bztar", ".tar.bz2"],
  ["xztar", ".tar.xz"],
]);

/** `open(F, ">", $path)`, `open(F, ">$path")`, `open(F, "command |")`. */
function opensPerl(context: Context, call: CallSite): Value {
  const [, mode, path] = call.given.args;
  const spelled = mode ? plainText(textOfValue(mode)).trim() : "";
  if (/^-\||\|-$|^\|/.test(spelled) && path)
    return runs(context, "words", { ...call, given: { ...call.given, args: call.given.args.slice(2) } });
  if (spelled.startsWith("|") || spelled.endsWith("|")) {
    const text = spelled.replace(/^\||\|$/g, "");
    return runs(context, "text", { ...call, given: { ...call.given, args: [{ kind: "text", text }] } });
  }
  if (/^\+?>(?!>)/.test(spelled))
    writes(context, path ?? { kind: "text", text: spelled.replace(/^\+?>\s*/, "") }, true);
  return UNKNOWN;
}
