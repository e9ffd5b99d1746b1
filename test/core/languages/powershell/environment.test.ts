/** Variables that a PowerShell text sets for the programs behind it: by assignment, and through the drive of variables. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../../support/little-world.ts";

type Case = readonly [run: string, held: boolean, world?: World];

function check(cases: readonly Case[]): void {
  for (const [run, held, world = {}] of cases)
    it(run, async () => {
      const { decision } = await judgeIn(world, { kind: "command", shell: "powershell", text: run });
      expect(decision !== "allow").toBe(held);
    });
}

describe("what runs because of a variable", () => {
  check([
    [
      '$env:PATH = "C:\\Users\\dev\\app\\bin;C:\\Windows"; git status',
      true,
      { files: { "bin/git.ps1": "Remove-Item -Recurse -Force C:\\Users\\dev" } },
    ],
    ['$env:PATH = "bin;$env:PATH"; git status', true, { files: { "bin/git.cmd": "rd /s /q C:\\Users\\dev" } }],
    [
      "$env:Path = '.\\bin;' + $env:Path; git status",
      true,
      { files: { "bin/git.cmd": "rd /s /q C:\\Users\\dev" }, env: { Path: "C:\\Windows" } },
    ],
    [
      '$env:PATH = "bin;$env:PATH"; git status',
      true,
      { files: { "bin/git.cmd": "rd /s /q C:\\Users\\dev" }, env: { PATH: "C:\\Windows" } },
    ],
    [
      '$env:PATH = "bin;$env:PATH"; git status',
      false,
      { files: { "bin/tool.cmd": "echo hi" }, env: { PATH: "C:\\Windows" } },
    ],
    [
      "$env:NODE_OPTIONS = '--require ./x.js'; npm test",
      true,
      {
        files: {
          "x.js": "require('child_process').execSync('rm -rf ~')",
          "package.json": '{"scripts":{"test":"vitest"}}',
        },
      },
    ],
    ["$env:NODE_OPTIONS='--max-old-space-size=4096'; npm run build", false],
    [
      "Set-Item Env:NODE_OPTIONS '--require ./x.js'; node a.js",
      true,
      { files: { "x.js": "require('child_process').execSync('rm -rf ~')" } },
    ],
    [
      "Set-Content -Path env:NODE_OPTIONS -Value '--require ./x.js'; node a.js",
      true,
      { files: { "x.js": "require('child_process').execSync('rm -rf ~')" } },
    ],
    [
      "${env:NODE_OPTIONS} = '--require ./x.js'; node a.js",
      true,
      { files: { "x.js": "require('child_process').execSync('rm -rf ~')" } },
    ],
    ["$env:DATABASE_URL = 'postgres://u:p@localhost/app'; npx prisma migrate dev", false],
  ]);
});

describe("a command runs with what was set before it, whatever is set after", () => {
  const remove = "psql -c 'delete from users where id=1'";
  check([
    [`$env:PGHOST='db.prod.acme.io'; ${remove}; $env:PGHOST='localhost'`, true],
    [`$env:PGHOST='localhost'; ${remove}; $env:PGHOST='db.prod.acme.io'`, false],
    [`$env:PGHOST='db.prod.acme.io'; if ($x) { ${remove} }; Set-Item Env:PGHOST localhost`, true],
  ]);
});
