/**
 * Reads the expression language of find(1): the files that each action gets, as words with globs. Tests whose result is
 * not in the text (age, size, owner, negations) are ignored, so that a set is never smaller than the real one.
 */

import { regenerableName } from "../../files/regenerable.ts";
import { inOrder, words } from "../../text/expressions.ts";
import type { Span } from "../../text/span.ts";
import { literalWord, type Piece, type Word, wordOfPieces } from "../../text/words.ts";

export interface FindAction {
  readonly kind: "delete" | "exec" | "print";
  /** The command of `-exec` and similar actions, with `{}` still in it. */
  readonly argv: readonly Word[];
  /** True for `-execdir` and `-okdir`. */
  readonly inFolder: boolean;
  /** The files: a root, or globs such as `src/**` + `/*.pyc`. */
  readonly matches: readonly Word[];
  /** Only empty files and folders. */
  readonly onlyEmpty: boolean;
}

/** The conditions that one branch of the expression puts on a file. */
interface Demand {
  readonly name?: Word;
  readonly path?: Word;
  readonly empty?: true;
  readonly filesOnly?: true;
}

interface Limits {
  min: number;
  max: number;
}

const MAX_DEMANDS = 16;
const WITH_VALUE = inOrder([
  /^-/,
  words`
    name iname path ipath wholename iwholename regex iregex type xtype size mtime mmin atime amin ctime cmin newer\w*
    anewer cnewer user group uid gid perm links inum samefile lname ilname fstype maxdepth mindepth regextype used
    printf fprint fprint0 fls context
  `,
  /$/,
]);

/** Returns the actions of a find command with their files. Without an action, find prints. */
export function readFind(argv: readonly Word[], span?: Span): readonly FindAction[] {
  let at = 1;
  while (/^-([HLP]|O\d)$/.test(argv[at]?.value ?? "") || argv[at]?.value === "-D")
    at += argv[at]?.value === "-D" ? 2 : 1;
  const first = at;
  while (at < argv.length && !/^[-(),!]/.test(argv[at]?.value ?? "")) at++;
  const roots = at > first ? argv.slice(first, at) : [literalWord(".", span)];
  const expression = new Expression(argv.slice(at), roots);
  const demands = expression.read();
  return expression.actions.length > 0 ? expression.actions : [expression.action("print", [], false, demands)];
}

class Expression {
  readonly actions: FindAction[] = [];
  private at = 0;
  private depth = 0;
  private readonly limits: Limits = { min: 0, max: Number.POSITIVE_INFINITY };

  constructor(
    private readonly words: readonly Word[],
    private readonly roots: readonly Word[],
  ) {
    words.forEach((word, i) => {
      const value = Number.parseInt(words[i + 1]?.value ?? "", 10);
      if (word.value === "-maxdepth" && !Number.isNaN(value)) this.limits.max = value;
      if (word.value === "-mindepth" && !Number.isNaN(value)) this.limits.min = value;
    });
  }

  read(): readonly Demand[] {
    let demands: readonly Demand[] = [{}];
    // A stray `)` must not end the reading: an action that deletes may follow.
    while (this.at < this.words.length) {
      demands = this.either([{}]);
      this.at++;
    }
    return demands;
  }

  private either(given: readonly Demand[]): readonly Demand[] {
    const found = [...this.both(given)];
    while (this.is("-o", "-or", ",")) {
      this.at++;
      found.push(...this.both(given));
    }
    return found.length > MAX_DEMANDS ? [{}] : found;
  }

  private both(given: readonly Demand[]): readonly Demand[] {
    let demands = given;
    while (this.at < this.words.length && !this.is("-o", "-or", ",", ")")) demands = this.one(demands);
    return demands;
  }

  private one(given: readonly Demand[]): readonly Demand[] {
    const word = this.words[this.at++];
    const value = word?.value ?? "";
    switch (value) {
      case "-a":
      case "-and":
        return given;
      case "!":
      case "-not":
        if (this.at < this.words.length) this.one(given);
        return given;
      case "(": {
        if (++this.depth > 50) return given;
        const inside = this.either(given);
        this.depth--;
        if (this.is(")")) this.at++;
        return inside;
      }
      case "-delete":
        this.actions.push(this.action("delete", [], false, given));
        return given;
      case "-exec":
      case "-execdir":
      case "-ok":
      case "-okdir": {
        const argv = this.command();
        this.actions.push(this.action("exec", argv, value.endsWith("dir"), given));
        return given;
      }
      case "-empty":
        return given.map(demand => ({ ...demand, empty: true }));
      case "-print":
      case "-print0":
      case "-ls":
        this.actions.push(this.action("print", [], false, given));
        return given;
    }
    if (!WITH_VALUE.test(value)) return given;
    const operand = this.words[this.at++];
    if (!operand) return given;
    // Tries lower case as well, since most names are written in it.
    if (value === "-iname" && /[A-Z]/.test(operand.value ?? "")) {
      const small = inSmall(operand);
      const names = regenerableName(small.value ?? "") === "always" ? [small] : [operand, small];
      return given.flatMap(demand => names.map(name => ({ ...demand, name: demand.name ?? name })));
    }
    if (/^-i?name$/.test(value)) return given.map(demand => ({ ...demand, name: demand.name ?? operand }));
    if (/^-i?(path|wholename)$/.test(value)) return given.map(demand => ({ ...demand, path: demand.path ?? operand }));
    if (value === "-type" && operand.value !== null && !operand.value.includes("d"))
      return given.map(demand => ({ ...demand, filesOnly: true }));
    return given;
  }

  /** The words of `-exec` up to `;`, or up to `{} +`. */
  private command(): Word[] {
    const start = this.at;
    while (this.at < this.words.length && !this.is(";")) {
      if (this.is("+") && this.words[this.at - 1]?.value === "{}") break;
      this.at++;
    }
    return this.words.slice(start, this.at++);
  }

  action(kind: FindAction["kind"], argv: readonly Word[], inFolder: boolean, demands: readonly Demand[]): FindAction {
    const matches = this.roots.flatMap(root =>
      demands.flatMap(demand => {
        const match = this.match(root, demand);
        // A command gets the root and everything below it; `-delete` on the root deletes its content.
        const all = match === root && kind !== "delete" && this.limits.max > 0;
        return all ? [root, below(root, [pattern(this.limits.max > 1 ? "**" : "*")])] : [match];
      }),
    );
    return { kind, argv, inFolder, matches, onlyEmpty: demands.every(demand => demand.empty === true) };
  }

  private match(root: Word, demand: Demand): Word {
    if (this.limits.max === 0) return root;
    const deep = this.limits.max > 1;
    if (demand.name) return below(root, [...(deep ? [pattern("**/")] : []), ...namesOf(demand.name)]);
    if (demand.path) return byPath(root, demand.path);
    // The root itself is found, too, and contains the rest.
    if (this.limits.min === 0 && !demand.filesOnly) return root;
    return below(root, [pattern(deep ? "**" : "*")]);
  }

  private is(...values: readonly string[]): boolean {
    return values.includes(this.words[this.at]?.value ?? "\n");
  }
}

/** `-path` matches the whole path, including the root as written. */
function byPath(root: Word, path: Word): Word {
  const text = path.value ?? "";
  if (root.value !== null && text.startsWith(root.value)) return wordOfPieces(path.text, active(path), path.span);
  const rest = text.replace(/^\*+\/?/, "");
  return below(root, [pattern("**/"), pattern(rest === "" ? "*" : rest)]);
}

function below(root: Word, pieces: readonly Piece[]): Word {
  const slash: readonly Piece[] = root.value?.endsWith("/") ? [] : [{ kind: "text", value: "/", quoted: true }];
  const text = [
    root.text.replace(/\/$/, ""),
    "/",
    ...pieces.map(piece => (piece.kind === "text" ? piece.value : piece.of)),
  ];
  return wordOfPieces(text.join(""), [...root.pieces, ...slash, ...pieces], root.span);
}

/** find reads its operands as patterns, although the shell saw them quoted. */
function active(word: Word): Piece[] {
  return word.pieces.map(piece => (piece.kind === "text" ? { ...piece, quoted: false } : piece));
}

/** An unknown name may be `*`. */
function namesOf(name: Word): Piece[] {
  const unknown = name.pieces.some(({ kind }) => kind === "hole");
  const known = name.pieces.some(piece => piece.kind === "text" && piece.value !== "");
  return unknown && !known ? [pattern("*")] : active(name);
}

function pattern(value: string): Piece {
  return { kind: "text", value, quoted: false };
}

function inSmall(word: Word): Word {
  const pieces = word.pieces.map(piece =>
    piece.kind === "text" ? { ...piece, value: piece.value.toLowerCase() } : piece,
  );
  return wordOfPieces(word.text, pieces, word.span);
}
