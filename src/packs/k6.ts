/** Reads k6: a program in JavaScript that sends requests, many times over. */
import { operands, readArguments } from "../core/effects/options.ts";
import type { ProgramPack } from "../core/effects/pack.ts";
import { fromStdin, interpreterPack, runFile } from "../core/programs/interpreter.ts";

const GRAMMAR = {
  values: "e env u vus d duration i iterations s stage o out c config tag log-output summary-export".split(" "),
};
const CODE = { id: "k6", language: "javascript" } as const;

export const k6: ProgramPack = interpreterPack({
  ...CODE,
  programs: ["k6"],
  grammar: GRAMMAR,
  inline: [],
  special: (command, args, facts) => {
    const [verb, ...rest] = operands(args);
    if (verb?.value !== "run" && verb?.value !== "cloud") return { effects: [] };
    const [file, ...more] = operands(readArguments(rest, { ...GRAMMAR, stopAtOperand: true }));
    if (!file || file.value === "-") return fromStdin(command, more, facts, CODE);
    return runFile(command, file, more, facts, CODE);
  },
  examples: [
    {
      run: "k6 run wipe.js",
      expect: "ask",
      files: {
        "wipe.js": "import http from 'k6/http';\nexport default () => { http.del('https://api.acme.io/users/1') };\n",
      },
    },
    {
      run: "k6 run --vus 10 load.js",
      expect: "allow",
      files: {
        "load.js": "import http from 'k6/http';\nexport default () => { http.get('https://api.acme.io/users') };\n",
      },
    },
    { run: "k6 version", expect: "allow" },
  ],
});
