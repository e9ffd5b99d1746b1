/** Guesses what an unknown program does from the verbs and nouns of its sub-commands and options. */

import type { Effect, ResourceKind } from "../effects/effect.ts";
import { type DestructiveName, destructiveName, resourceNamed } from "../effects/names.ts";
import type { Invocation } from "../effects/pack.ts";
import { inOrder, wholly, words } from "../text/expressions.ts";
import { keepingNames } from "../text/memoize.ts";
import { ownProperty } from "../text/own-property.ts";
import type { Word } from "../text/words.ts";
import { leadingWords } from "./leading-words.ts";

/**
 * Returns one effect of certainty *possible* for a sub-command that is named after destruction, or none. `words` are
 * those after the program's name. Sub-commands come before the arguments they act on, so only the leading words can be
 * one.
 */
export function namedAfterDestruction(command: Invocation, words: readonly Word[]): Effect[] {
  if (namesFiles(command.program)) return [];
  for (const { value } of words) if (value === "--help" || value === "--dry-run") return [];
  const subcommands = leadingWords(words.map(word => word.value));
  for (const [i, word] of subcommands.entries()) {
    // `make:migration drop_old_table`: the name of something new follows.
    if (MAKES.test(word)) break;
    const meaning = destructiveWord(word);
    if (!meaning || HARMLESS.has(`${command.program} ${word}`)) continue;
    const beside = [meaning.noun, subcommands[i - 1], subcommands[i + 1]];
    const resource = weightiest(meaning.resource, beside);
    const label = labelAmong(words);
    // `reset`, `clear`, `remove` alone say too little: mostly what goes is easily set again.
    const vague =
      meaning.certainty === "possible" &&
      resource === "unknown" &&
      !ADMINISTERS.test(command.program) &&
      !words.some(one => FORCES.test(one.value ?? ""));
    // A program that is being built here: what its sub-commands delete is mostly its own test data.
    const tried = TRIED.has(resource) && isOwnProgram(command, words) && !ENDS_SYSTEMS.test(word);
    // `uninstall x` removes something that the tool can install again; without a name it removes the tool itself.
    const one = i === 0 && words.filter(({ value }) => !value?.startsWith("-")).length > 1;
    const installed = one && word === "uninstall" && resource === "unknown" && !ADMINISTERS.test(command.program);
    const cached = [word, ...beside].some(one => /(?:^|[-_:])caches?$/i.test(one ?? ""));
    return [
      {
        verb: meaning.verb,
        resource,
        target: [command.program, ...subcommands].join(" "),
        reach: "unknown",
        recovery: cached || installed || tried || (vague && !meaning.several) ? "effort" : "none",
        certainty: "possible",
        source: "reader",
        ...(label !== undefined && { at: [{ kind: "label" as const, label }] }),
        says: `may destroy something: the sub-command ${word} of ${command.program} is not known here`,
        ...(command.span && { span: command.span }),
      },
    ];
  }
  return [];
}

/** `delete`, `drop-table`, and verb and noun in one piece, as old administration tools have them: `deluser`, `rmvdisk`. */
export function destructiveWord(word: string): DestructiveName | undefined {
  const meaning = destructiveName(word);
  if (meaning || !RUN_TOGETHER.test(word)) return meaning;
  const noun = word.toLowerCase().replace(/^(?:delete|del|destroy|drop|erase|kill|purge|remove|rm|wipe)/, "");
  const resource = resourceNamed(noun) ?? ownProperty(WHO_AND_WHERE, noun.replace(/s$/, "")) ?? "record";
  return { verb: "delete", resource, certainty: "likely", noun, several: noun === "all" };
}

const RUN_TOGETHER = wholly(
  [
    /(?:delete|destroy|erase|purge|remove|wipe)(?!(?:[drs]|rs)$)[a-z]{2,24}/,
    inOrder([
      /(?:del|drop|kill|rm)/,
      words`
        accounts? all certs? clusters? db devs? domains? fs groups? hosts? keys? luns? lv members? nodes? pools? princ
        principals? queues? records? roles? routes? shares? sites? snaps? snapshots? tables? tenants? topics? users?
        v?disks? vg vms? [a-z]{0,4}vol(?:ume)?s? vv zones?
      `,
    ]),
  ],
  "i",
);

/** Effects of a script that could not be read and whose words name production: `admin.py delete-all --prod`. */
export function destructionInProduction(command: Invocation, words: readonly Word[]): Effect[] {
  return namedAfterDestruction(command, words).filter(({ at }) => at !== undefined);
}

/** Effects of a program named after destruction (`nbdelete`), or with verbs as options (`--destroy --vm=web`). */
export function spokenOtherwise(command: Invocation, words: readonly Word[]): Effect[] {
  const named = namesDestruction(command.program);
  if (!named && !words.some(({ value }) => value?.startsWith("-"))) return [];
  const values = words.map(({ value }) => value ?? "");
  if (values.length === 0 || values.some(value => /^--?(?:help|version|dry-?run|list|show|n)$/i.test(value))) return [];
  const forcing = values.flatMap((value, i) => (FORCES.test(value) ? [i] : []));
  const option =
    values.find((value, i) => isVerbOption(value, forcing.length > 1 || (forcing[0] ?? i) !== i)) ??
    values.find(agreesToLoss) ??
    deletingOption(values);
  if (option === undefined && !named) return [];
  const resource = option === undefined ? undefined : destructiveName(option)?.resource;
  const spoken = option === undefined ? "its name" : `its option ${option}`;
  const untold = resource === undefined || resource === "record";
  const tried = untold && isOwnProgram(command, words) && !ENDS_SYSTEMS.test(option ?? "");
  return [
    {
      verb: "delete",
      resource: untold ? "unknown" : resource,
      target: [command.program, option ?? ""].join(" ").trim(),
      reach: "unknown",
      recovery: tried ? "effort" : "none",
      certainty: "possible",
      source: "reader",
      says: `may destroy something: ${command.program} is not known here, and ${spoken} says so`,
      ...(command.span && { span: command.span }),
    },
  ];
}

/** Whether an option accepts a loss: `--accept-data-loss`, `--force-reset`, `--allow-destructive-changes`. */
export function agreesToLoss(option: string): boolean {
  return AGREES.test(option);
}

const AGREES = inOrder(
  [
    /^--/,
    [
      inOrder([
        /(?:i-)?(?:accept|allow|confirm|approve|permit)-/,
        words`data-?loss destructive destroy delet(?:e|es|ions?) drops? reset wipe truncat`,
      ]),
      /force-(?:reset|drop|destroy|wipe)/,
    ],
    /(?:-[a-z]{1,20}){0,3}(?:=(?:true|yes|1))?$/,
  ],
  "i",
);

const namesDestruction = keepingNames(
  program =>
    /[a-z_](?<!un)(?:delete|remove|erase|destroy|purge|wipe)(?:[-_]?all)?$|[-_](?:rm|del)$/i.test(program) ||
    /^(?:delete|destroy|purge|remove|wipe)[-_][a-z]/i.test(program) ||
    RUN_TOGETHER.test(program),
);

/** `--destroy`, `-deleteAll`, `--delete-token`; not `--delete` alone, which copies too, nor an option's value. */
function isVerbOption(value: string, forced: boolean): boolean {
  if (!/^--?[a-z][a-z-]{3,30}$/i.test(value) || /^--?(?:no|dont|without|allow|auto|skip|on|if)-/i.test(value))
    return false;
  const meaning = destructiveName(value);
  if (meaning?.certainty !== "likely" || !/^-{1,2}[a-z]/i.test(value) || !STARTS_WITH_VERB.test(value)) return false;
  const known =
    meaning.resource !== "record" || ownProperty(WHO_AND_WHERE, meaning.noun.replace(/s$/, "")) !== undefined;
  return meaning.several || forced || known || /^--?(?:destroy|erase|wipe|nuke)$/i.test(value);
}

/**
 * `p11tool --delete NAME`: with one name after it and none elsewhere the option is the verb. `sync --delete a b`
 * mirrors a folder.
 */
function deletingOption(values: readonly string[]): string | undefined {
  const at = values.findIndex(value => /^--?(?:delete|destroy|erase|wipe|purge)$/i.test(value));
  if (at === -1 || at > values.length - 2) return undefined;
  const alone = values.every((value, i) => value.startsWith("-") || values[i - 1]?.startsWith("-"));
  return alone && !values[at + 1]?.startsWith("-") ? values[at] : undefined;
}

const STARTS_WITH_VERB = /^--?(?:delete|destroy|drop|wipe|purge|erase|nuke|obliterate|deprovision|decommission)/i;

/** Effects of publishing or unpublishing what others depend on with an unknown tool: `acmepkg publish`. */
export function publishing(command: Invocation, words: readonly Word[]): Effect[] {
  if (words.some(({ value }) => /^--(?:help|dry-run|local)$/.test(value ?? ""))) return [];
  const found = leadingWords(words.map(word => word.value)).find(word => /^(?:un)?publish$|^yank$/.test(word));
  if (found === undefined) return [];
  return [
    {
      verb: "publish",
      resource: "package",
      target: [command.program, found].join(" "),
      reach: "one",
      recovery: "effort",
      certainty: "likely",
      source: "reader",
      says: `shows something to others, or takes it back (${command.program} ${found})`,
      ...(command.span && { span: command.span }),
    },
  ];
}

/** Programs whose operands name tests, files or patterns, so that no operand is a verb. */
export const WORDS_ARE_NAMES: ReadonlySet<string> = new Set(
  `jest vitest mocha ava jasmine tap karma qunit wdio nyc c8 pytest py.test nose2 nox tox ward behave rspec cucumber minitest
   phpunit pest gotestsum ctest bats shellspec playwright cypress testcafe nightwatch storybook chromatic newman artillery
   eslint biome oxlint standard xo prettier dprint tslint stylelint htmlhint markdownlint markdownlint-cli2 tsc tsc-watch swc
   ruff mypy pyright basedpyright black isort flake8 pylint pycodestyle pydocstyle bandit yapf autopep8 pyflakes vulture radon
   rubocop standardrb golangci-lint staticcheck gofmt goimports revive shellcheck shfmt hadolint yamllint actionlint
   clang-format clang-tidy cppcheck ktlint detekt checkstyle swiftlint swiftformat rustfmt phpstan psalm phpcs php-cs-fixer
   knip depcheck madge cspell codespell typos vale alex jscpd lint-staged tflint tfsec checkov trivy semgrep ast-grep
   cloc tokei scc bat batcat eza exa lsd fzf peek hexyl hexdump xxd od strings nm ldd
   ack mkdir printenv apt-cache touch mktemp whatis groups id locate mdfind
   serve http-server live-server vite webpack rollup esbuild parcel typedoc jsdoc sphinx-build mkdocs pdoc pandoc
   ts-node tsx nodemon node-dev
   c99 c89 tcc icc icpc icx icpx ifort ifx nvcc hipcc mpicc mpicxx mpic++ mpif90 mpifort gfortran f77 f95 rustc ghc ocamlc
   ocamlopt ocamlfind fpc gnatmake gnatbind gnatlink dmd ldc2 gdc nasm yasm fasm javac kotlinc scalac groovyc swiftc mcs csc
   fsc vbc cobc sdcc emcc em++ protoc flatc thrift dart2js coffee elm-make asc wat2wasm wasm2wat addr2line c++filt
   iverilog vvp verilator ghdl vlog vcom xelab quartus_sh quartus_map quartus_fit iceprog icepack
   tex latex pdftex pdflatex xetex xelatex luatex lualatex latexmk bibtex biber makeindex dvips dvipdf chktex lacheck texcount
   asciidoctor groff markdown pod2man rst2html create-react-app create-next-app create-vite create-vue create-svelte
   create-astro create-expo-app create-remix create-t3-app create-nx-workspace create-turbo create-electron-app degit
   cookiecutter copier django-admin.py idf.py scons`.split(/\s+/),
);

/** Compilers and binutils, also with a target or version in their names: `arm-none-eabi-gcc`, `g++-12`. */
const TOOLCHAIN = new Set(
  "gcc g++ cc c++ cpp clang clang++ cl ld lld as ar ranlib objdump objcopy strip size readelf".split(" "),
);

const namesFiles = keepingNames(
  program =>
    WORDS_ARE_NAMES.has(program) ||
    TOOLCHAIN.has(
      program
        .replace(/-\d[\d.]*$/, "")
        .split("-")
        .at(-1) ?? "",
    ),
);

/** Calls on test machines, measurements, folder watches, caches of a registry and earlier permissions. */
const HARMLESS = new Set(
  `molecule destroy,kitchen destroy,coverage erase,coverage3 erase,watchman watch-del,watchman watch-del-all,mvn dependency:purge-local-repository,
   mvnw dependency:purge-local-repository,direnv revoke,opam remove,conan remove,rush purge`.split(/,\s*/),
);
export const MAKES = wholly(
  words`
    (?:make|generate|scaffold):[\w-]+ [\w-]+:(?:make|generate) g gen generate scaffold startapp startproject new create
    add install show read describe search explain invoke
  `,
  "i",
);

/** Built in the workspace and started from there; not a tool that was installed into it. */
const OWN_PROGRAM = inOrder([
  /^(?!.{0,200}(?:node_modules|vendor|venv)\/)/,
  words`\.{1,2}/ (?:target|build|out|dist|zig-out|_build)/`,
  /[^.]{0,200}(?:\.out|\.exe)?$/,
]);
/** Whether a program that is being developed is tried out, neither on production nor on everything that it has. */
function isOwnProgram({ argv }: Invocation, words: readonly Word[]): boolean {
  if (!OWN_PROGRAM.test(argv[0]?.value ?? "") || labelAmong(words) !== undefined) return false;
  return !words.some(({ value }) => FORCES.test(value ?? ""));
}

const ENDS_SYSTEMS = /destroy|wipe|nuke|terminate|obliterate|teardown|deprovision|decommission/i;
const TRIED: ReadonlySet<ResourceKind> = new Set(["unknown", "record", "file", "account"]);
/** Words that skip a question, or mean everything. */
const FORCES = wholly(
  [
    ...words`-f -y -a -rf?`,
    inOrder([
      /--/,
      words`force yes all everything recursive no-confirm no-prompt purge destroy delete unsafe auto-approve`,
      /(?:[-=].*)?/,
    ]),
    /all|everything|.*\*/,
  ],
  "i",
);
/** Names of programs that administer a server, a cluster or a store. */
export const ADMINISTERS = /(?:ctl|adm|admin|[-_](?:manager|mgr|server|db))$|^kubectl-/i;
/** The environment that an argument of its own or an option's value names: `prod` of `--env=prod` and `ENV=prod`. */
export function labelAmong(words: readonly Word[]): string | undefined {
  return words.map(one => ENVIRONMENT.exec(one.value ?? "")?.[1]).find(one => one !== undefined);
}

const ENVIRONMENT = /^(?:-{0,2}[A-Za-z][\w-]{0,30}=|--)?(prod|production|prd|live|staging|stage|stg)$/i;

/**
 * Takes the kind of a verb without a noun from the word before it (`cluster destroy`) or after it (`destroy cluster`).
 * Files and branches of an unknown tool need not be files of this disk, and are not used.
 */
function weightiest(own: ResourceKind, beside: readonly (string | undefined)[]): ResourceKind {
  if (own !== "record") return own;
  // `remove-node`; as a word of its own it may be the interpreter.
  if (beside[0] === "node" || beside[0] === "nodes") return "service";
  const named = beside.map(word => (word === undefined ? undefined : resourceNamed(word)));
  const found = named.find(one => one !== undefined && !["file", "directory", "branch"].includes(one));
  return (
    found ??
    beside.map(word => ownProperty(WHO_AND_WHERE, (word ?? "").replace(/s$/, ""))).find(one => one !== undefined) ??
    "unknown"
  );
}

/** Nouns that say little inside a name, and enough as a sub-command: `vm remove`, `user rm`. */
const WHO_AND_WHERE: Readonly<Partial<Record<string, ResourceKind>>> = {
  account: "account",
  user: "account",
  princ: "account",
  vdisk: "volume",
  vol: "volume",
  lun: "volume",
  tenant: "project",
  realm: "project",
  vm: "service",
  device: "service",
  site: "service",
  host: "service",
  queue: "queue",
  topic: "queue",
};
