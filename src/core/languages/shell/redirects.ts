/** Reads the redirects of one command: where its input comes from, and what it writes. */
import type { HereDoc, Word as Parsed, Redirection } from "unbash";
import type { Redirect, Stdin } from "../../effects/pack.ts";
import { HOLE, literalWord, textOf, type Word, wordOfText } from "../../text/words.ts";
import { documentAtoms } from "./atoms.ts";
import type { ExpansionContext } from "./expansion.ts";
import type { State } from "./state.ts";
import { type Place, spanAt, type Walk } from "./walk.ts";
import { fieldsOf, singleOf, valueOfAtoms } from "./words.ts";

export interface Redirected {
  readonly redirects: readonly Redirect[];
  /** Absent: the input of the surrounding command. */
  readonly stdin?: Stdin;
}

const NONE: Redirected = { redirects: [] };
const OPENS_FOR_WRITING = new Set([">", ">|", ">>", "&>", "&>>", "<>", ">&"]);

/** Expands the redirects and records what they write; descriptors other than input do not matter here. */
export function readRedirects(
  nodes: readonly Redirection[],
  look: ExpansionContext,
  state: State,
  place: Place,
  walk: Walk,
  argv?: readonly Word[],
): Redirected {
  if (nodes.length === 0) return NONE;
  const redirects: Redirect[] = [];
  let stdin: Stdin | undefined;
  for (const node of nodes) {
    const input = node.descriptor === undefined || ("value" in node.descriptor && node.descriptor.value === 0);
    if (node.type === "HereDoc") {
      if (input) stdin = { kind: "text", text: documentText(node, look) };
      redirects.push({ operator: node.operator, target: wordOfText(node.delimiter?.value ?? "") });
      continue;
    }
    const target = node.target ? fileOf(node.target, node.operator, look) : wordOfText(HOLE);
    const span = spanAt(node, place);
    redirects.push({ operator: node.operator, target, ...(isBeside(node) && { beside: true as const }) });
    if (node.type === "HereString") {
      const text = `${textOf(target)}\n`;
      // The text counts as output of `echo`.
      const said = text.includes(HOLE) && { producer: [literalWord("echo"), target] };
      if (input) stdin = { kind: "text", text, ...said };
    } else if (input && (node.operator === "<" || node.operator === "<>")) {
      const [part] = node.target?.parts ?? [];
      stdin = (part?.type === "ProcessSubstitution" && look.output(part)) || { kind: "file", path: target };
    } else if (input && node.operator === "<&" && target.value !== "0") {
      stdin = target.value === "-" ? { kind: "none" } : { kind: "pipe" };
    }
    if (OPENS_FOR_WRITING.has(node.operator) && !isDescriptor(node.operator, target)) {
      const operator = writesFromStart(node) ? ">" : node.operator;
      const blank = argv && printsNothing(argv) && { blank: true as const };
      walk.found.write({ target, operator, scope: walk.scopeAt(state), ...(span && { span }), ...blank });
    }
  }
  return { redirects, ...(stdin && { stdin }) };
}

/** The target file. A glob stays one; where it matches several files, the shell refuses (bash(1), REDIRECTION). */
function fileOf(target: Parsed, operator: string, look: ExpansionContext): Word {
  const single = singleOf(target, look);
  if (operator === "<<<" || !/[*?[]/.test(textOf(single))) return single;
  const [field, ...more] = fieldsOf(target, look);
  return field?.glob && more.length === 0 ? field : single;
}

/** `: > file`, `> file`, `cat /dev/null > file`, `echo -n > file`. */
function printsNothing([program, ...args]: readonly Word[]): boolean {
  switch (program?.value) {
    case undefined:
    case ":":
    case "true":
      return true;
    case "cat":
      return args.length === 1 && args[0]?.value === "/dev/null";
    case "echo":
    case "printf":
      return args.length > 0 && args.every(({ value }) => value === "" || value === "-n");
    default:
      return false;
  }
}

/** `1<>x`: output overwrites the beginning of the file. */
function writesFromStart({ descriptor, operator }: Redirection): boolean {
  return operator === "<>" && descriptor !== undefined && "value" in descriptor && /^[12]$/.test(`${descriptor.value}`);
}

/** `2>x`, `3<x`, `{fd}>x`; not `1>x`, `0<x`. */
function isBeside({ descriptor, operator }: Redirection): boolean {
  if (descriptor === undefined) return false;
  return !("value" in descriptor) || descriptor.value !== (operator.startsWith("<") ? 0 : 1);
}

/** `2>&1` and `>&-` write to nothing new. */
function isDescriptor(operator: string, target: Word): boolean {
  return operator === ">&" && target.value !== null && /^(\d+-?|-)$/.test(target.value);
}

function documentText({ operator, delimiter, body }: HereDoc, look: ExpansionContext): string {
  const quoted = delimiter?.quoted === true;
  const text = body.parts
    ? textOf(valueOfAtoms(documentAtoms(body.parts), body.text, look))
    : quoted
      ? body.text
      : body.text.replace(/\\(\n|[\\$`])/g, (_, next: string) => (next === "\n" ? "" : next));
  return operator === "<<-" ? text.replace(/^\t+/gm, "") : text;
}
