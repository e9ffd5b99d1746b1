/** Recognises files that tools make from the files beside them: programs, papers, parsers, compiler output. */
import type { Facts } from "../facts/facts.ts";
import { expand, fullBudget, readMakefile } from "../languages/make/makefile.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { baseName, isBelow, parentOf, partsOf } from "../text/paths.ts";
import { matchesGlob } from "./globs.ts";
import { workspacesOf } from "./landmarks.ts";

/** A product of the source with the same base name: group 1 is that name, `from` the source's possible extensions. */
interface Made {
  readonly product: RegExp;
  readonly from: readonly string[];
}

const C = words`c cc cpp cxx C h m mm cu`;
const FORTRAN = words`f f90 f95 f03 f08 F90 for`;

/** Add a compiler by adding a line. Only products that nobody writes by hand beside such a source. */
const MADE: readonly Made[] = [
  {
    product: /^([\w+-]+)(?:\.exe)?$/,
    from: [...C, ...FORTRAN, ...words`rs go hs pas d nim zig s S asm ml swift kt adb cob cbl v odin cr vala lpr`],
  },
  {
    product: /^(.+)\.(?:d|i|ii|bc|ll|su|lst|gcov|dwo|elf|hex|bin|map|wasm|lib|exp|ilk|pdb|dSYM)$/,
    from: [...C, ...words`asm s S ino rs wat zig nim`],
  },
  { product: /^(.+)\.(?:map|lst|sym|dis|lss|eep|hex|bin|uf2|srec|s19)$/, from: ["elf"] },
  { product: /^(.+)\.(?:hi|dyn_hi|dyn_o|hie)$/, from: ["hs", "lhs"] },
  { product: /^(.+)\.(?:cm[ioxt]|cmti|cmxs|annot)$/, from: ["ml", "mli"] },
  { product: /^\.?(.+)\.(?:vo|vok|vos|glob|aux)$/, from: ["v"] },
  { product: /^(.+)\.vvp$/, from: ["v", "sv"] },
  { product: /^(.+)\.s?mod$/, from: FORTRAN },
  { product: /^(.+)\.(?:ppu|dcu|ali)$/, from: ["pas", "adb", "ads"] },
  {
    product: inOrder([
      /^(.+)\./,
      words`
        aux log out toc lof lot bbl blg bcf run\.xml fls fdb_latexmk synctex\.gz nav snm vrb idx ilg ind dvi ps xdv pdf
        thm acn acr alg glo gls glg ist lol
      `,
      /$/,
    ]),
    from: ["tex", "ltx", "dtx", "typ"],
  },
  { product: /^(.+)\.tab\.[ch]$|^(.+)\.output$/, from: ["y", "yy"] },
  { product: /^(.+)\.(?:[cm]?js|jsx)(?:\.map)?$|^(.+)\.d\.[cm]?ts(?:\.map)?$/, from: ["ts", "tsx", "mts", "cts"] },
  { product: /^(.+)\.js(?:\.map)?$/, from: ["coffee", "res", "elm"] },
  { product: /^(.+)\.css(?:\.map)?$/, from: ["scss", "sass", "less", "styl"] },
  { product: /^(.+)\.min\.(?:js|css)(?:\.map)?$/, from: ["js", "css"] },
  { product: /^(.+)\.mo$/, from: ["po"] },
  { product: /^moc_(.+)\.cpp$/, from: ["h", "hpp"] },
  { product: /^ui_(.+)\.h$/, from: ["ui"] },
  { product: /^(.+)\.(?:gb|gbc|nes|sfc|gba|rom|com|prg)$/, from: ["asm", "s"] },
];

/** Products of a neighbour with any name: `lex.yy.c` beside a grammar. */
const BESIDE: readonly (readonly [product: RegExp, beside: RegExp])[] = [
  [/^lex\.yy\.c+$/, /\.l+$|\.lex$/],
  [/^y\.tab\.[ch]$|^y\.output$/, /\.yy?$/],
  [/^\w+\.s?mod$/, /\.[fF](?:90|95|03|08)?$/],
  [/\.vcd$|^a\.out$/, /\.s?v$/],
  [/^(?=[\w@.+-]+\.tgz$)[^\n]+?-\d+\.\d+\.\d|\.vsix$/, /^package\.json$/],
  [/^(?:tf[._-]?)?plan(?:\.(?:out|bin|json))?$|\.tfplan$/, /\.(?:tf|tofu)$/],
  [/\.love$/, /^main\.lua$/],
  [/^[\w.-]+-\d[\w.]*\.gem$/, /\.gemspec$/],
];

/** Files that profilers, debuggers and coverage tools leave in the working directory. */
const LEFT = wholly([
  ...words`a\.out gmon\.out perf\.data(?:\.old)? core(?:\.\d+)? vgcore\.\d+`,
  /(?:callgrind|cachegrind|massif|dhat)\.out(?:\.\d+)?/,
  /(?:cover(?:age)?|cpu|mem|block|mutex|heap)\.(?:out|p?prof)/,
  /coverage\.txt|flamegraph\.svg|__debug_bin\d*/,
]);

/** Extensions that nobody writes by hand, and names that generators use, for when the disk cannot be read. */
const BY_NAME = anyOf([
  inOrder([
    /\./,
    words`
      hi dyn_hi dyn_o hie cm[ioxt] cmti cmxs aux toc lof lot blg bcf run\.xml nav snm vrb dvi xdv elf map su lst gcov
      dwo s?mod vvp vcd ppu dcu ali pdb ilk exp idb vok vos glob tfplan love
    `,
    /$/,
  ]),
  ...words`^tf[._-]?plan$ ^lex\.yy\.c+$ ^y\.tab\.[ch]$ \.tab\.[ch]$ ^cover\.(?:out|html)$`,
]);

/** Returns the same without reading the disk; the last part of a pattern, such as `*.hi`, works as well. */
export function isProductByName(name: string): boolean {
  return LEFT.test(name) || BY_NAME.test(name);
}

/** Names that only a build produces, so that a makefile's rule shows the source. */
const BUILT = /^[\w+-]+$|\.(?:exe|a|so(?:\.\d+)*|dylib|dll|elf|bin|hex|uf2|img|iso|map|wasm|pdf|ps|ko)$/;
const MAKEFILE = /^(?:GNUm|m|M)akefile$/;

/**
 * Returns whether the file at `path` (absolute), inside a workspace, is a product of the files beside it. It does not
 * check what git has.
 */
export function isProduct(path: string, facts: Facts, cwd: string | null): boolean {
  const { platform } = facts.around;
  if (!workspacesOf(facts, cwd).some(root => isBelow(path, root, platform))) return false;
  const stat = facts.ask({ kind: "stat", path });
  const name = baseName(path);
  if (stat === null) return isProductByName(name);
  if (stat.type !== "file") return false;
  if (LEFT.test(name)) return true;
  const folder = parentOf(path);
  const entries = facts.ask({ kind: "stat", path: folder })?.entries;
  if (!entries) return false;
  return (
    MADE.some(made => isMadeFrom(name, made, entries)) ||
    BESIDE.some(([product, beside]) => product.test(name) && entries.some(entry => beside.test(entry))) ||
    isMadeByGo(name, folder, entries, facts) ||
    isMadeByMake(name, folder, entries, facts)
  );
}

function isMadeFrom(name: string, { product, from }: Made, entries: readonly string[]): boolean {
  const match = product.exec(name);
  const stem = match?.[1] ?? match?.[2];
  return stem !== undefined && from.some(ending => entries.includes(`${stem}.${ending}`));
}

/** `go build` names the program after the folder of its command, or after the module. */
function isMadeByGo(name: string, folder: string, entries: readonly string[], facts: Facts): boolean {
  if (!/^[\w-]+(?:\.exe|\.test)?$/.test(name) || !entries.includes("go.mod")) return false;
  const stem = name.replace(/\.(?:exe|test)$/, "");
  if (facts.ask({ kind: "stat", path: `${folder}/cmd/${stem}` })?.type === "directory") return true;
  const module = /^module\s+(\S+)/m.exec(facts.ask({ kind: "text", path: `${folder}/go.mod` }) ?? "")?.[1];
  return module !== undefined && partsOf(module).at(-1) === stem;
}

/** Returns whether a makefile beside it has a rule for it that does something. */
function isMadeByMake(name: string, folder: string, entries: readonly string[], facts: Facts): boolean {
  const makefile = BUILT.test(name) ? entries.find(entry => MAKEFILE.test(entry)) : undefined;
  const text = makefile === undefined ? null : facts.ask({ kind: "text", path: `${folder}/${makefile}` });
  if (text === null) return false;
  const { rules, variables } = readMakefile(text);
  const phony = rules.get(".PHONY")?.prerequisites ?? [];
  if (phony.includes(name)) return false;
  const budget = fullBudget();
  const own = rules.get(name) ?? rules.get(`./${name}`);
  if (own && own.prerequisites.length > 0)
    return own.recipe.length === 0 || own.recipe.some(line => makes(expand(line, variables, budget)));
  return [...rules].some(
    ([target, { recipe }]) =>
      /^%\.\w+$/.test(target) && recipe.length > 0 && matchesGlob(`*${target.slice(1)}`, name) === true,
  );
}

/** Returns whether a recipe line does more than print or delete. */
function makes(line: string): boolean {
  return !/^[\s@+-]*(?:$|#|echo\b|rm\b|true\b|:|cd\b)/.test(line);
}
