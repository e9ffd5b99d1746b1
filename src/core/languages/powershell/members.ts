/** Evaluates members of objects and types: a .NET call with effects is handed to the packs under its own name. */

import type { Invocation, Stdin } from "../../effects/pack.ts";
import { HOLE, literalWord, textOf, type Word, wordOfPieces } from "../../text/words.ts";
import { noteWindowsFiles } from "../windows/files.ts";
import { environmentValue, homeOf } from "../windows/paths.ts";
import { acts } from "./acting-members.ts";
import { cmdletOfMethod, listedByCall } from "./listed-objects.ts";
import { type State, scopeOf, type Value, type Walk } from "./state.ts";
import type { Expression, Part, PsWord } from "./syntax.ts";
import { anew, hole, valueOfExpression } from "./values.ts";

/** Properties that still name the same file. */
const SAME_FILE = /^(?:fullname|path|pspath|providerpath|name|pschildname|literalpath|value|definition|source)$/;
export function valueOfMember(
  parts: readonly Part[],
  text: string,
  state: State,
  walk: Walk,
  span: PsWord["span"],
): Value {
  const at = parts.findIndex(part => part.kind === "member");
  const owner = parts.slice(0, at);
  const type = owner.at(-1);
  let value: Value =
    type?.kind === "type"
      ? { kind: "words", words: [literalWord(`[${type.name.replace(/^system\./, "")}]`)] }
      : valueOfExpression({ kind: "expression", parts: owner, redirects: [], span }, state, walk);
  let named = type?.kind === "type" ? type.name.replace(/^system\./, "") : undefined;
  const head = owner.find(part => part.kind === "variable");
  for (const part of parts.slice(at)) {
    if (part.kind === "index") {
      walk.block(part.block, state, walk, { kind: "none" });
      if (value.kind !== "items") value = { kind: "words", words: [hole(text)] };
    }
    if (part.kind !== "member") continue;
    if (part.args === undefined && !(part.isStatic && named !== undefined && part.name === "new")) {
      const variable = part.name === "value" && value.kind === "items" ? variableOf(value.from) : undefined;
      if (variable !== undefined) {
        const known = environmentValue(variable, scopeOf(state, walk), walk.facts);
        value = { kind: "words", words: [typeof known === "string" ? literalWord(known) : hole(text)] };
        continue;
      }
      value = property(value, part.name, text, (program, word) => {
        const argv = [literalWord(program), literalWord(word)];
        const scope = scopeOf(state, walk);
        walk.found.reserve().push({ program, argv, redirects: [], stdin: { kind: "none" }, scope, span });
      });
      named = undefined;
      continue;
    }
    let listed = part.isStatic ? listedIn(part.args?.[0], state) : undefined;
    const args = (part.args ?? []).flatMap(argument => {
      const given = valueOfExpression(argument, state, walk);
      if (given.kind === "script") walk.block(given.block, state, walk, { kind: "none" });
      if (given.kind === "items" && part.isStatic) listed ??= given.from;
      return given.kind === "words" ? given.words : [hole("…")];
    });
    if (head?.kind === "variable" && head.name === "psdefaultparametervalues" && part.name === "add")
      addDefault(args, state);
    const given = part.isStatic ? variableIn(part.args) : undefined;
    const own = head?.kind === "variable" && part === parts.at(-1) ? head.name : undefined;
    value = called(
      value,
      named,
      part.name,
      part.isStatic,
      withMembersOf(own ?? given, part.name, given === undefined ? args : [], state, args),
      text,
      state,
      walk,
      span,
      listed,
    );
    named = undefined;
  }
  return value;
}

/** The items that `$_.FullName`, as the first argument of a call, iterates over. */
function listedIn(argument: Expression | undefined, state: State): Stdin | undefined {
  const comma = argument?.parts.findIndex(part => part.kind === "operator") ?? -1;
  const [variable, ...members] = argument?.parts.slice(0, comma < 0 ? undefined : comma) ?? [];
  const plain = members.every(part => part.kind === "member" && part.args === undefined && SAME_FILE.test(part.name));
  const value = variable?.kind === "variable" && plain ? state.variables.get(variable.name) : undefined;
  return value?.kind === "items" ? value.from : undefined;
}

/** The variable of `Get-Item Env:APPDATA`. */
function variableOf(from: Stdin): string | undefined {
  const [, only, ...more] = from.kind === "pipe" ? (from.producer ?? []) : [];
  return more.length === 0 ? /^env:[\\/]?(\w+)$/i.exec(only?.value ?? "")?.[1] : undefined;
}

function property(value: Value, name: string, text: string, tell: (program: string, word: string) => void): Value {
  if (/^(?:default(?:password|username)|recoverypassword)$/.test(name)) tell("select-object", name);
  if (value.kind === "items" && SAME_FILE.test(name)) return value;
  const same =
    value.kind === "words" && /^(?:path|fullname|providerpath|pspath|currentuser\w+|allusers\w+)$/.test(name);
  return same || isAnew(value) ? value : { kind: "words", words: [hole(text)] };
}

/** Whether the value is new at each run: `[guid]::NewGuid()`, in any format. */
function isAnew(value: Value): boolean {
  const [only, ...more] = value.kind === "words" ? value.words : [];
  return (
    more.length === 0 &&
    only?.pieces.length === 1 &&
    only.pieces.every(piece => piece.kind === "hole" && piece.from === "arithmetic")
  );
}

function called(
  value: Value,
  type: string | undefined,
  name: string,
  isStatic: boolean,
  args: readonly Word[],
  text: string,
  state: State,
  walk: Walk,
  span: PsWord["span"],
  listed: Stdin = { kind: "none" },
): Value {
  if (value.kind === "script" && /^invoke/.test(name)) {
    walk.block(value.block, state, walk, { kind: "none" });
    return { kind: "words", words: [hole(text)] };
  }
  const scope = scopeOf(state, walk);
  const [method] = args;
  if (name === "foreach" && args.length > 0 && /^[a-z]{3,30}$/i.test(method?.value ?? ""))
    return called(value, undefined, (method?.value ?? "").toLowerCase(), false, args.slice(1), text, state, walk, span);
  const asCmdlet = value.kind === "items" ? cmdletOfMethod(value.from, name) : undefined;
  if (isAnew(value) && /^(?:tostring|substring|replace|toupper|tolower|trim)$/.test(name)) return value;
  if (type !== undefined && isStatic) {
    const made = computed(type, name, args, state, walk);
    if (made) return { kind: "words", words: [made] };
    emit(`[${type}]::${name}`, args);
    // The text has been read already, so running the block adds nothing.
    if (type === "scriptblock" && name === "create" && args[0]?.value && !args[0].value.includes(HOLE))
      return { kind: "script", block: { statements: [] }, text: "" };
    const objects = listedByCall(type, name, args);
    if (objects) return { kind: "items", from: objects };
  } else if (asCmdlet) {
    emit(asCmdlet.program, []);
  } else if (acts(name, args, text)) {
    emit(`.${name}`, [...(value.kind === "words" ? value.words : [hole(text)]), ...args]);
  }
  return { kind: "words", words: [hole(text)] };

  function emit(program: string, words: readonly Word[]): void {
    walk.found.spend(words.length + 1);
    const invocation: Invocation = {
      program,
      argv: [{ ...literalWord(program), text }, ...words],
      redirects: [],
      stdin: value.kind === "items" ? value.from : listed,
      scope,
      span,
    };
    walk.found.reserve().push(invocation);
    state.earlier = noteWindowsFiles(invocation, walk.facts);
  }
}

/** Arguments that a call takes from members set before: `$p.StartInfo.FileName = 'cmd'; $p.Start()`. */
function withMembersOf(
  own: string | undefined,
  name: string,
  args: readonly Word[],
  state: State,
  otherwise: readonly Word[],
): readonly Word[] {
  const told = /^execute(?:nonquery|reader|scalar)$/.test(name)
    ? ["commandtext"]
    : name === "start"
      ? ["startinfo.filename", "filename", "startinfo.arguments", "arguments"]
      : [];
  if (own === undefined || args.length > 0) return otherwise;
  const words = told.flatMap(member => {
    const value = state.variables.get(`${own}.${member}`);
    return value?.kind === "words" ? value.words : [];
  });
  return words.length > 0 ? words : otherwise;
}

/** `[Diagnostics.Process]::Start($info)` */
function variableIn(args: readonly Expression[] | undefined): string | undefined {
  const [only, ...more] = args ?? [];
  const [part, ...parts] = only?.parts ?? [];
  return more.length === 0 && parts.length === 0 && part?.kind === "variable" ? part.name : undefined;
}

/** Calls that only compute a path or a text. */
function computed(type: string, name: string, args: readonly Word[], state: State, walk: Walk): Word | undefined {
  const scope = scopeOf(state, walk);
  const [first] = args;
  if (type === "guid" && name === "newguid") return anew("[guid]::NewGuid()");
  if (type === "io.path" && (name === "combine" || name === "join")) {
    const pieces = args.flatMap((word, i) => [
      ...(i > 0 ? [{ kind: "text", value: "/", quoted: true } as const] : []),
      ...word.pieces,
    ]);
    return wordOfPieces(args.map(word => word.text).join("/"), pieces);
  }
  if (type === "io.path" && name === "getfullpath") return first;
  if (type === "io.path" && name === "gettemppath")
    return literalWord(environmentValue("TEMP", scope, walk.facts) ?? "/tmp");
  if (type === "io.path" && (name === "gettempfilename" || name === "getrandomfilename"))
    return literalWord(name === "gettempfilename" ? "/tmp/tmp.XXXXXXXXXX" : "tmp.XXXXXXXXXX");
  if (type === "environment" && name === "getfolderpath" && /^(?:userprofile|personal)$/i.test(first?.value ?? "")) {
    const home = homeOf(scope, walk.facts);
    return home === undefined ? undefined : literalWord(home);
  }
  if (type === "environment" && name === "getenvironmentvariable" && first?.value) {
    const value = environmentValue(first.value, scope, walk.facts);
    return typeof value === "string" ? literalWord(value) : hole(HOLE);
  }
  return undefined;
}

function addDefault([name, value]: readonly Word[], state: State): void {
  const parsed = /^([^:]+):(\w+)$/.exec(name?.value ?? "");
  if (parsed?.[1] && parsed[2] && value)
    state.defaults.push({ command: parsed[1].toLowerCase(), parameter: parsed[2].toLowerCase(), value });
}

/** Records default parameters from the entries of a hash literal. */
export function defaultsIn(name: string, value: Value, state: State): void {
  const words = value.kind === "words" ? value.words : [];
  addDefault([literalWord(name.replace(/^["']|["']$/g, "")), words[0] ?? literalWord(textOf(hole(name)))], state);
}
