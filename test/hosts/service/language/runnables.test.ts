/** What is run in a file, and on which lines it stands. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { includedMakefiles, makefileRunnables } from "../../../../src/hosts/service/language/hints/makefile.ts";
import {
  type RunnableFile,
  runnableFile,
  runnablesIn,
} from "../../../../src/hosts/service/language/hints/runnables.ts";

test.each<readonly [path: string, languageId: string, kind: RunnableFile | undefined]>([
  ["/w/deploy.sh", "shellscript", "shell"],
  ["/w/deploy", "shellscript", "shell"],
  ["/w/a.ps1", "powershell", "powershell"],
  ["/w/Makefile", "makefile", "makefile"],
  ["/w/rules.mk", "plaintext", "makefile"],
  ["/w/package.json", "json", "package"],
  ["/w/tsconfig.json", "json", undefined],
  ["/w/Dockerfile.dev", "dockerfile", "dockerfile"],
  ["/w/Containerfile", "plaintext", "dockerfile"],
  ["/w/a.sql", "sql", "sql"],
  ["/w/.github/workflows/ci.yml", "yaml", "workflow"],
  ["/w/ci.yml", "yaml", undefined],
  ["/w/src/main.ts", "typescript", undefined],
])("%s as %s is %s", (path, languageId, kind) => expect(runnableFile(path, languageId)).toBe(kind));

type Case = readonly [
  name: string,
  kind: RunnableFile,
  text: string,
  ...found: (readonly [string, readonly number[]])[],
];

/** Text and lines of every runnable. */
function check(cases: readonly Case[]) {
  for (const [name, kind, text, ...found] of cases)
    test(name, () => expect(runnablesIn(kind, text).map(one => [one.text, one.lines])).toEqual(found));
}

describe("scripts", () => {
  check([["as a whole", "shell", "#!/bin/sh\nls\n", ["#!/bin/sh\nls\n", [0, 1, 2]]]]);
  test.each([
    ["#!/bin/sh\n", "sh"],
    ["#!/usr/bin/env zsh\n", "zsh"],
    ["ls", "bash"],
  ])("%j is %s", (text, kind) => expect(runnablesIn("shell", text)[0]?.kind).toBe(kind));
});

describe("Makefiles", () => {
  check([
    ["recipes", "makefile", "clean:\n\t@rm -rf dist\n\t-ls\nVAR = x\n", ["rm -rf dist", [1]], ["ls", [2]]],
    ["variables", "makefile", "DB = shop\ndrop:\n\tdropdb $(DB)\n", ["dropdb shop", [2]]],
    ["lines that go on", "makefile", "a:\n\tls \\\n\t  -l\n\tpwd", ["ls \\\n  -l", [1, 2]], ["pwd", [3]]],
    ["none", "makefile", "A = 1\n"],
  ]);

  test("with what they include, as far as it is there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "agentguard-make-"));
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write("config.mk", "DB = shop\nHOST ?= db.acme.io\ninclude deep.mk Makefile\n");
    write("deep.mk", "NAME := $(DB)-$(TIER)\nTIER = a\n");
    const text = `TIER := b\ninclude config.mk none.mk ${folder} $(LATER)\ndrop:\n\tdropdb -h $(HOST) $(DB) $(TIER)\n`;
    write("Makefile", text);
    const included = await includedMakefiles(text, folder);
    rmSync(folder, { recursive: true });
    expect(makefileRunnables(text, included).map(one => [one.text, one.lines])).toEqual([
      ["dropdb -h db.acme.io shop b", [3]],
    ]);
  });
});

describe("package.json", () => {
  check([
    [
      "scripts",
      "package",
      '{\n  "name": "a",\n  "scripts": {\n    "db:reset": "prisma migrate reset --force",\n    "n": 1\n  }\n}',
      ["prisma migrate reset --force", [3]],
    ],
    ["none", "package", '{ "scripts": 1 }'],
    ["broken", "package", "{"],
  ]);
});

describe("Dockerfiles", () => {
  check([
    [
      "RUN",
      "dockerfile",
      "FROM a\nRUN ls\nrun --mount=type=cache,target=/x pwd\nCMD rm -rf /",
      ["ls", [1]],
      ["pwd", [2]],
    ],
    ["lines that go on", "dockerfile", "RUN ls \\\n  # why\n  -l\nCOPY . .", ["ls \\\n  -l", [0, 2]]],
    ["a heredoc", "dockerfile", "RUN <<EOF\nls\npwd\nEOF\nRUN id", ["ls\npwd", [1, 2]], ["id", [4]]],
    ["words", "dockerfile", 'RUN ["psql", "-c", "drop table a"]', ["'psql' '-c' 'drop table a'", [0]]],
    ["a heredoc without an end", "dockerfile", "RUN <<EOF\nls", ["", []]],
  ]);
});

describe("statements", () => {
  check([
    ["one a line", "sql", "select 1;\ndrop table a;\n", ["select 1;", [0]], ["drop table a;", [1]]],
    [
      "over lines",
      "sql",
      "-- why\n\nupdate a\nset b = 1;\nselect 1",
      ["update a\nset b = 1;", [2, 3]],
      ["select 1", [4]],
    ],
    [
      "a semicolon in quotes",
      "sql",
      "insert into a values ('x;\ny');\nselect 1;",
      ["insert into a values ('x;\ny');", [0, 1]],
      ["select 1;", [2]],
    ],
    ["only comments", "sql", "-- nothing;\n"],
  ]);
});

describe("workflows", () => {
  const steps = (run: string) => `jobs:\n  a:\n    steps:\n      - name: x\n        ${run}\n`;
  check([
    ["one line", "workflow", steps("run: npm test"), ["npm test", [4]]],
    ["several lines", "workflow", steps("run: |\n          ls\n          pwd"), ["ls\npwd\n", [5, 6, 7]]],
    ["folded lines", "workflow", steps("run: >\n          ls\n          -l"), ["ls -l\n", [5, 5]]],
    ["an expression", "workflow", steps("run: echo ${{ github.ref }}"), ["echo $GITHUB_EXPRESSION", [4]]],
    ["a map called run", "workflow", "defaults:\n  run:\n    shell: bash\n"],
    ["broken", "workflow", "a: [b\n  c: {"],
  ]);
  test("say which shell they are for", () => {
    expect(runnablesIn("workflow", steps("shell: pwsh\n        run: ls"))).toMatchObject([
      { kind: "powershell", disposable: true },
    ]);
  });
});
