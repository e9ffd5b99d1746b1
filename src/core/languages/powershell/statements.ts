/** Parses PowerShell into statements. Everything is parsed as something; what is uncertain is reported as a problem. */
import { inOrder, words } from "../../text/expressions.ts";
import { Source } from "./source.ts";
import { readStage } from "./stages.ts";
import type { Assign, Block, Part, Stage, Statement } from "./syntax.ts";

export function parsePowershell(text: string): { readonly block: Block; readonly source: Source } {
  const source = new Source(text, readStatements);
  const statements: Statement[] = [];
  // A superfluous bracket closes nothing, and the rest is parsed all the same.
  while (!source.ended) {
    statements.push(...readStatements(source, "").statements);
    if (!source.ended) source.at++;
  }
  return { block: { statements }, source };
}

function readStatements(source: Source, close: string): Block {
  const start = source.at;
  const statements: Statement[] = [];
  for (;;) {
    source.blanks(true);
    if (source.ended) {
      if (close !== "") source.problem(`a bracket is never closed (${close})`, Math.max(0, start - 1));
      return { statements };
    }
    const { char } = source;
    if (char === close) {
      source.at++;
      return { statements };
    }
    if (char === ")" || char === "}" || char === "]") {
      // The bracket belongs to a surrounding block, or to none.
      if (close === "" || source.depth > 1) return { statements };
      source.at++;
      continue;
    }
    if (char === ";" || char === "," || char === "|" || source.peek(2) === "&&") {
      source.at++;
      if (source.char === char) source.at++;
      continue;
    }
    const before = source.at;
    const statement = readStatement(source);
    if (statement) statements.push(statement);
    if (source.at === before) source.at++;
  }
}

const GROUPED = new Set(words`
  if elseif while until switch for foreach catch trap param using do else try finally begin process end clean
  dynamicparam data parallel sequence inlinescript class enum namespace
`);
const FUNCTION = /^(?:function|filter|workflow|configuration)$/i;
const PREFIX = /^(?:return|throw|exit|break|continue)$/i;

function readStatement(source: Source): Statement | undefined {
  const word = /^[A-Za-z]{2,14}(?=[\s({[;}]|$)/.exec(source.peek(16))?.[0];
  if (word !== undefined && FUNCTION.test(word)) return readFunction(source, word);
  if (word !== undefined && PREFIX.test(word)) {
    source.at += word.length;
    source.blanks(false);
    return source.ended || /^[;})\n\r]$/.test(source.char) ? undefined : readStatement(source);
  }
  if (word !== undefined && GROUPED.has(word.toLowerCase()) && isKeyword(source, word))
    return readControl(source, word.toLowerCase());
  if (/^:[A-Za-z]\w*\s/.test(source.peek(40))) source.take(/:\w+\s*/y);
  return readPipeline(source);
}

/** `process`, `data`, `end` and their like are also names of commands: only a bracket behind makes them keywords. */
function isKeyword(source: Source, word: string): boolean {
  const behind = source.text.slice(source.at + word.length, source.at + word.length + 200).trimStart();
  if (/^(?:using|class|enum|namespace|trap|switch|catch)$/i.test(word)) return true;
  return /^(?:if|elseif|while|until|for|foreach|param)$/i.test(word)
    ? behind.startsWith("(") || behind.startsWith("-parallel")
    : behind.startsWith("{");
}

function readFunction(source: Source, keyword: string): Statement {
  source.at += keyword.length;
  source.blanks(true);
  const name = source.take(/[^\s({]+/y) ?? "";
  const statements: Statement[] = [];
  for (;;) {
    source.blanks(true);
    if (source.char === "(") {
      source.at++;
      statements.push({ kind: "control", keyword: "param", groups: [source.nested(")")], bodies: [] });
    } else if (source.char === "{") {
      source.at++;
      statements.push(...source.nested("}").statements);
      break;
    } else break;
  }
  return { kind: "function", name: name.replace(/^\w+:/, "").toLowerCase(), body: { statements } };
}

function readControl(source: Source, keyword: string): Statement {
  source.at += keyword.length;
  const groups: Block[] = [];
  const bodies: Block[] = [];
  let variable: string | undefined;
  if (keyword === "using" || keyword === "namespace") {
    source.take(/[^\n;]*/y);
    return { kind: "control", keyword, groups, bodies };
  }
  for (;;) {
    const mark = source.at;
    source.blanks(bodies.length === 0 || keyword === "do");
    if (source.char === "(") {
      source.at++;
      if (keyword === "foreach" && groups.length === 0) {
        source.blanks(true);
        const item = source.take(/\$(?:\w+:)?\w+\s+in\b/iy);
        variable = item?.replace(/^\$(?:\w+:)?|(?<!\s)\s+in$/gi, "").toLowerCase();
      }
      groups.push(source.nested(")"));
    } else if (source.char === "{" && (bodies.length === 0 || keyword === "do")) {
      source.at++;
      bodies.push(source.nested("}"));
      if (keyword === "trap" || keyword === "class" || keyword === "enum") break;
    } else if (keyword === "param" || (bodies.length > 0 && keyword !== "do")) {
      source.at = mark;
      break;
    } else if (source.take(/-[a-z]+\b|[[\]\w.:,]+|\$\w+(?:\.\w+)*|'[^']*'|"[^"$`]*"/iy) === undefined) break;
    if (keyword === "param") break;
  }
  return { kind: "control", keyword, groups, bodies, ...(variable !== undefined && { variable }) };
}

function readPipeline(source: Source): Statement | undefined {
  const assign = readAssign(source);
  if (assign) source.blanks(true);
  const word = assign && /^[A-Za-z]{2,8}(?=[\s({])/.exec(source.peek(10))?.[0];
  if (assign && word !== undefined && GROUPED.has(word.toLowerCase()) && isKeyword(source, word)) {
    const inner = readControl(source, word.toLowerCase());
    const group: Part = { kind: "group", block: { statements: [inner] }, of: "" };
    const span = { start: source.at, end: source.at };
    return { kind: "pipeline", stages: [{ kind: "expression", parts: [group], redirects: [], span }], assign };
  }
  const stages: Stage[] = [];
  for (;;) {
    const stage = readStage(source);
    if (stage) stages.push(stage);
    source.blanks(false);
    // A line may begin with the pipe that continues the one before.
    const continued = /^\s*\|(?!\|)/.test(source.peek(2)) || nextLinePipes(source);
    if (!continued || !stage) break;
    source.blanks(true);
    source.at++;
    source.blanks(true);
  }
  if (stages.length === 0 && !assign) return undefined;
  return { kind: "pipeline", stages, ...(assign && { assign }) };
}

function nextLinePipes(source: Source): boolean {
  return /^\r?\n[ \t]{0,40}\|(?!\|)/.test(source.peek(48));
}

/** What stands to the left of an equals sign, and the sign. */
const ASSIGNMENT = inOrder([
  /^(?:\[[\w.[\]]{1,60}\]\s{0,4})?/,
  [
    /\$(?:\w{1,40}:)?[\w.]{1,80}|\$\{[^}\n]{1,80}\}|\((?:Get-Item|gi) [^()|;&${}\n]{1,200}\)/,
    /[A-Za-z_*][\w:*-]{0,80}|'[A-Za-z_*][\w:*-]{0,80}'|"[A-Za-z_*][\w:*-]{0,80}"/,
  ],
  /(?:\[[^\]\n]{0,80}\]|\.\w{1,40}){0,3}[ \t]{0,20}(\+|-|\*|\/|\?\?)?=(?!=)/,
]);

/** `$x =`, `$env:X +=`, `[int]$x =`, `key =` of a hash literal; `==` is no assignment. */
function readAssign(source: Source): Assign | undefined {
  const found = ASSIGNMENT.exec(source.peek(320));
  if (!found) return undefined;
  const name = found[0].slice(0, found[0].length - 1 - (found[1]?.length ?? 0)).trim();
  // `(Get-Item x).IsReadOnly = $true`: only a member of a file.
  const dollar = name.includes("$") || name.startsWith("(");
  // `make CC=gcc` and `FOO=bar cmd` are no assignments: a key is at the start and has blanks or its own line.
  if (!dollar && source.depth === 0) return undefined;
  const target = name.replace(/^\[[^\]]*\]+\s*/, "").replace(/^\$\{?|\}$/g, "");
  source.at += found[0].length;
  const plain = target.replace(/^(?:global|local|script|private|using):/i, "");
  return { name: /^env:/i.test(plain) ? plain : plain.toLowerCase(), operator: `${found[1] ?? ""}=` };
}
