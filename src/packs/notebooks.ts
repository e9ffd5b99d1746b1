/** Reads jupyter, nbconvert, papermill and similar tools, which run the programs in a notebook's cells. */

import { operands, readArguments } from "../core/effects/options.ts";
import type { CodeLanguage, Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile } from "../core/files/input-text.ts";
import { codeOfNotebook } from "../core/programs/notebook.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

const NOTEBOOK = /\.ipynb$/;
/** Options with a value of nbconvert, papermill, treon and quarto. */
const VALUES =
  "to output output-dir template config kernel timeout p parameters r parameters_raw f parameters_file y parameters_yaml b k engine stdout-file stderr-file log-level execute-timeout threads".split(
    " ",
  );
/** Programs that run each notebook they are given. */
const RUNS = new Set(["jupyter-execute", "jupyter-run", "papermill", "runipy", "treon", "nbexec", "ploomber-engine"]);

export const notebooks: ProgramPack = {
  kind: "program",
  id: "notebooks",
  programs: [...RUNS, "jupyter", "jupyter-nbconvert", "quarto", "jupytext", "nbmake"],
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), { values: VALUES });
    const words = operands(args);
    const verb = command.program === "jupyter" ? (words[0]?.value ?? "") : command.program.replace(/^jupyter-/, "");
    const told = command.argv.some(({ value }) => value === "--execute" || value === "--allow-errors");
    const runs =
      RUNS.has(command.program) ||
      /^(?:execute|run)$/.test(verb) ||
      (/^(?:nbconvert|jupytext)$/.test(verb) && told) ||
      (command.program === "quarto" && words[0]?.value === "render");
    if (!runs) return { effects: [] };
    // The second word of papermill is where it writes the result.
    const given = command.program === "papermill" ? words.slice(0, 1) : words;
    return {
      effects: [],
      inner: given.filter(({ value }) => NOTEBOOK.test(value ?? "")).flatMap(word => cells(command, word, facts)),
    };
  },
  examples: [
    {
      run: "jupyter execute wipe.ipynb",
      expect: "deny",
      files: { "wipe.ipynb": notebook("import shutil\nshutil.rmtree('/home/dev')") },
    },
    {
      run: "jupyter nbconvert --to notebook --execute wipe.ipynb",
      expect: "deny",
      files: { "wipe.ipynb": notebook("!rm -rf /home/dev") },
    },
    {
      run: "papermill wipe.ipynb out.ipynb -p n 3",
      expect: "ask",
      files: { "wipe.ipynb": notebook("%%bash\ndropdb shop") },
    },
    {
      run: "jupyter nbconvert --to html wipe.ipynb",
      expect: "allow",
      files: { "wipe.ipynb": notebook("!rm -rf /home/dev") },
    },
    {
      run: "jupyter execute report.ipynb",
      expect: "allow",
      files: { "report.ipynb": notebook("%matplotlib inline\nprint(1)") },
    },
    { run: "jupyter lab --no-browser", expect: "allow" },
  ],
};

function cells(command: Invocation, word: Word, facts: Facts): Inner[] {
  const text = textOfFile(word, command.scope, facts);
  const code = text === null ? undefined : codeOfNotebook(text);
  if (!code) return [];
  const { span } = command;
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  const at = span && { span };
  const language = LANGUAGES.get(code.language);
  const program: Inner[] =
    language === undefined
      ? [{ kind: "argv", argv: [code.language, "-e", code.program].map(each => literalWord(each)), scope, ...at }]
      : [{ kind: "code", language, text: code.program, scope, source: textOf(word), ...at }];
  return [
    ...(code.program.trim() === "" ? [] : program),
    ...(code.shell === "" ? [] : [{ kind: "shell", text: code.shell, scope, ...at } as const]),
  ];
}

const LANGUAGES: ReadonlyMap<string, CodeLanguage> = new Map([
  ["python", "python"],
  ["ruby", "ruby"],
  ["javascript", "javascript"],
  ["typescript", "javascript"],
]);

function notebook(source: string): string {
  return JSON.stringify({ cells: [{ cell_type: "code", source }], metadata: {}, nbformat: 4 });
}
