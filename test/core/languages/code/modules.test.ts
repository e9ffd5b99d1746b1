/** Modules that the session has written are read with the program that loads them; what they merely offer is silent. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

interface Case {
  readonly text: string;
  /** Written by the session, by their names in the workspace. */
  readonly made: Readonly<Record<string, string>>;
}

const DOCUMENTS = { "/home/dev/letters/a.txt": "x" };

function check(what: string, decision: "ask" | "allow", cases: readonly Case[]) {
  describe(`${what}: ${decision}`, () => {
    it.each(cases)("$text", async ({ text, made }) => {
      const files = { ...DOCUMENTS, ...made };
      const created = Object.keys(made).map(name => `/home/dev/app/${name}`);
      const judged = await judgeIn({ files, created }, { kind: "command", text });
      expect(judged.decision).toBe(decision);
    });
  });
}

const PYTHON = "import shutil\ndef clean(path):\n    shutil.rmtree(path)\n";
const NODE = "const fs = require('fs');\nexports.clean = path => fs.rmSync(path, { recursive: true });\n";

check("a module that is loaded and loses something", "ask", [
  { text: "python3 -c 'import tidy; tidy.clean(\"/home/dev/letters\")'", made: { "tidy.py": PYTHON } },
  { text: "python3 -c 'from tidy import clean as c; c(\"/home/dev/letters\")'", made: { "tidy.py": PYTHON } },
  { text: "python3 -c 'from tidy import *; clean(\"/home/dev/letters\")'", made: { "tidy.py": PYTHON } },
  { text: "python3 -c 'from lib.tidy import clean; clean(\"/home/dev/letters\")'", made: { "lib/tidy.py": PYTHON } },
  {
    text: 'python3 -c \'import importlib; importlib.import_module("tidy").clean("/home/dev/letters")\'',
    made: { "tidy.py": PYTHON },
  },
  {
    text: "python3 run.py",
    made: {
      "run.py": "import a\n",
      "a.py": "import b\nb.go()\n",
      "b.py": `${PYTHON}def go():\n    clean('/home/dev/letters')\n`,
    },
  },
  { text: "python3 -c 'print(1)'", made: { "sitecustomize.py": `${PYTHON}clean('/home/dev/letters')\n` } },
  { text: "python3 -c 'import tidy'", made: { "tidy.py": `${PYTHON}clean('/home/dev/letters')\n` } },
  { text: 'node -e \'require("./tidy").clean("/home/dev/letters")\'', made: { "tidy.js": NODE } },
  {
    text: "node run.js",
    made: { "run.js": "const { clean } = require('./lib/tidy'); clean('/home/dev/letters')", "lib/tidy.js": NODE },
  },
  {
    text: "node run.mjs",
    made: {
      "run.mjs": "import { clean } from './tidy.mjs';\nclean('/home/dev/letters');\n",
      "tidy.mjs": "import fs from 'node:fs';\nexport function clean(path) { fs.rmSync(path, { recursive: true }); }\n",
    },
  },
  {
    text: "node run.cjs",
    made: {
      "run.cjs": "require('./tidy.cjs')('/home/dev/letters')",
      "tidy.cjs": "module.exports = path => require('fs').rmSync(path, { recursive: true });",
    },
  },
  {
    text: "ruby run.rb",
    made: {
      "run.rb": "require_relative 'tidy'\nclean('/home/dev/letters')\n",
      "tidy.rb": "require 'fileutils'\ndef clean(path)\n  FileUtils.rm_rf(path)\nend\n",
    },
  },
  {
    text: "cat > tidy.py <<'X'\nimport shutil\ndef clean():\n    shutil.rmtree('/home/dev/letters')\nX\npython3 -c 'import tidy; tidy.clean()'",
    made: {},
  },
]);

check("a module that only offers it, or loses nothing", "allow", [
  { text: "python3 -c 'import tidy; print(tidy.__name__)'", made: { "tidy.py": PYTHON } },
  {
    text: "python3 run.py",
    made: {
      "run.py": "from tidy import load\nload('a')\n",
      "tidy.py": `${PYTHON}def load(path):\n    return open(path).read()\n`,
    },
  },
  {
    text: "node run.js",
    made: {
      "run.js": "const { read } = require('./tidy'); read('a')",
      "tidy.js": `${NODE}exports.read = path => fs.readFileSync(path);\n`,
    },
  },
  { text: "python3 -c 'import a'", made: { "a.py": "import b\n", "b.py": "import a\nprint(1)\n" } },
  { text: "node -e 'require(\"./a\")'", made: { "a.js": "require('./b')", "b.js": "require('./a'); console.log(1)" } },
  { text: "python3 -c 'import os; print(os.getcwd())'", made: { "tidy.py": PYTHON } },
]);
