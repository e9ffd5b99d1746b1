/**
 * Whoever stops following a call, a text, a file or a loop leaves a finding: however deep, long or padded an act is,
 * what it loses in the end is never let pass. And what only looks like that stays nobody's business.
 */
import { describe, expect, it } from "vitest";
import { type Act, judgeIn, type World } from "../../support/little-world.ts";

const PLACE = "/home/dev/photos";
const LOSES = `rm -rf ${PLACE}`;
const FILES = { [`${PLACE}/a.jpg`]: "x" };

type Made = string | { readonly act?: Act; readonly files: NonNullable<World["files"]> };

async function check(name: string, made: Made, expected: "passes" | "stops"): Promise<void> {
  const act: Act =
    typeof made === "string" ? { kind: "command", text: made } : (made.act ?? { kind: "command", text: "" });
  const files = { ...FILES, ...(typeof made === "string" ? {} : made.files) };
  const { decision } = await judgeIn({ files }, act);
  expect(`${name}: ${decision === "allow" ? "passes" : "stops"}`).toBe(`${name}: ${expected}`);
}

/** Numbers that are the same in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** Depths around the bounds that there are, and some between them. */
function depths(seed: number, most: number): number[] {
  const random = seeded(seed);
  const around = [1, 6, 7, 8, 13, 17, 20, 21, 22, 33, 48, 49, 97].filter(depth => depth <= most);
  return [...new Set([...around, ...Array.from({ length: 4 }, () => 1 + random(most))])];
}

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const command = (text: string, files: World["files"] = {}): Made => ({ act: { kind: "command", text }, files });

interface Language {
  readonly run: (program: string) => string;
  readonly head: string;
  readonly define: (name: string, body: string, parameter?: string) => string;
  readonly call: (name: string, argument?: string) => string;
  readonly name: (plain: string) => string;
  readonly give: (value: string) => string;
  readonly runs: (text: string) => string;
  readonly print: string;
  readonly comment: string;
  readonly end: string;
}

const here = (program: string) => (text: string) => `${program} <<'END_OF_IT'\n${text}\nEND_OF_IT`;
const braced = (word: string) => (name: string, body: string, parameter: string) =>
  `${word} ${name}(${parameter}) { ${body}; }\n`;

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: {
    run: here("python3"),
    head: "import os\n",
    define: (name, body, parameter = "") => `def ${name}(${parameter}):\n  ${body}\n`,
    call: (name, argument = "") => `${name}(${argument})`,
    name: plain => plain,
    give: value => `return ${value}`,
    runs: text => `os.system(${text})`,
    print: "print(1)",
    comment: "#",
    end: "\n",
  },
  javascript: {
    run: here("node"),
    head: "const { execSync } = require('child_process');\n",
    define: (name, body, parameter = "") => braced("function")(name, body, parameter),
    call: (name, argument = "") => `${name}(${argument})`,
    name: plain => plain,
    give: value => `return ${value}`,
    runs: text => `execSync(${text})`,
    print: "console.log(1)",
    comment: "//",
    end: ";\n",
  },
  ruby: {
    run: here("ruby"),
    head: "",
    define: (name, body, parameter = "") => `def ${name}(${parameter})\n  ${body}\nend\n`,
    call: (name, argument = "") => `${name}(${argument})`,
    name: plain => plain,
    give: value => `return ${value}`,
    runs: text => `system(${text})`,
    print: "puts 1",
    comment: "#",
    end: "\n",
  },
  perl: {
    run: here("perl"),
    head: "",
    define: (name, body, parameter = "") =>
      `sub ${name} { ${parameter === "" ? "" : `my (${parameter}) = @_; `}${body}; }\n`,
    call: (name, argument = "") => `${name}(${argument})`,
    name: plain => `$${plain}`,
    give: value => `return ${value}`,
    runs: text => `system(${text})`,
    print: "print 1",
    comment: "#",
    end: ";\n",
  },
  php: {
    run: text => here("php")(`<?php\n${text}`),
    head: "",
    define: (name, body, parameter = "") => braced("function")(name, body, parameter),
    call: (name, argument = "") => `${name}(${argument})`,
    name: plain => `$${plain}`,
    give: value => `return ${value}`,
    runs: text => `system(${text})`,
    print: "echo 1",
    comment: "//",
    end: ";\n",
  },
};

describe.each(Object.entries(LANGUAGES))("%s", (name, language) => {
  const { run, head, define, call, give, runs, print, comment, end } = language;
  const text = `'${LOSES}'`;
  const given = language.name("p");
  const program = (...parts: readonly string[]) => run(head + parts.join(""));
  const chain = (depth: number, body: (next: string) => string, last: string, parameter = ""): string =>
    times(depth, at => define(`f${at}`, body(`f${at + 1}`), parameter)).join("") + define(`f${depth}`, last, parameter);
  const shapes: Readonly<Record<string, (depth: number) => string>> = {
    "functions that call functions": depth =>
      program(
        chain(depth, next => call(next), runs(text)),
        call("f0"),
        end,
      ),
    "an argument handed on": depth =>
      program(
        chain(depth, next => call(next, given), runs(given), given),
        call("f0", text),
        end,
      ),
    "a value given back": depth =>
      program(
        chain(depth, next => give(call(next)), give(text)),
        runs(call("f0")),
        end,
      ),
    "two calls in each": depth =>
      program(
        chain(
          depth,
          next => call(next) + (name === "python" || name === "ruby" ? "\n  " : "; ") + call(next),
          runs(text),
        ),
        call("f0"),
        end,
      ),
    "what stands behind many calls": depth =>
      program(
        chain(depth, next => call(next) + (name === "python" || name === "ruby" ? "\n  " : "; ") + call(next), print),
        call("f0"),
        end,
        runs(text),
        end,
      ),
    brackets: depth => program(runs("(".repeat(depth) + text + ")".repeat(depth)), end),
    "many commands": depth => program(`${runs("'echo'")}${end}`.repeat(depth * 9), runs(text), end),
  };
  it.each(Object.entries(shapes))("%s", async (shape, make) => {
    for (const depth of depths(shape.length, 110)) await check(`${shape} ${depth}`, make(depth), "stops");
  });

  it.each([2_000, 6_000, 14_000])("padded by %d lines", async lines => {
    for (const line of [print + end, `${comment} more of it\n`, "\n"])
      await check(line, program(line.repeat(lines), runs(text), end), "stops");
  });

  it("what only looks like it", async () => {
    await check(
      "deep",
      program(
        chain(60, next => call(next), print),
        call("f0"),
        end,
      ),
      "passes",
    );
    await check("itself", program(define("f", call("f", given), given), call("f", "9"), end), "passes");
    await check("each other", program(define("f", call("g")), define("g", call("f")), call("f"), end), "passes");
    await check("itself twice", program(define("f", `${call("f")}${end}  ${call("f")}`), call("f"), end), "passes");
    await check(
      "two calls in each",
      program(
        chain(30, next => call(next) + (name === "python" || name === "ruby" ? "\n  " : "; ") + call(next), print),
        call("f0"),
        end,
      ),
      "passes",
    );
    await check("long", program((print + end).repeat(1_500)), "passes");
  });
});

const shells: Readonly<Record<string, (depth: number) => Made>> = {
  functions: depth => `${times(depth, at => `f${at}() { f${at + 1}; }`).join("\n")}\nf${depth}() { ${LOSES}; }\nf0`,
  "functions with arguments": depth =>
    `${times(depth, at => `f${at}() { f${at + 1} "$@"; }`).join("\n")}\nf${depth}() { "$@"; }\nf0 ${LOSES}`,
  "a folder that a function changes": depth =>
    `${times(depth, at => `f${at}() { f${at + 1}; }`).join("\n")}\nf${depth}() { cd /home/dev; }\nf0; rm -rf photos`,
  "a variable that a function changes": depth =>
    `${times(depth, at => `f${at}() { f${at + 1}; }`).join("\n")}\nf${depth}() { x=${PLACE}; }\nx=/tmp/x; f0; rm -rf $x`,
  aliases: depth => `${times(depth, at => `alias a${at}=a${at + 1}`).join("\n")}\nalias a${depth}='${LOSES}'\na0`,
  variables: depth => `v0='${LOSES}'\n${times(depth, at => `v${at + 1}=$v${at}`).join("\n")}\n$v${depth}`,
  "programs that start programs": depth => `${"nice env ".repeat(depth)}${LOSES}`,
  eval: depth => `${"eval ".repeat(depth)}${LOSES}`,
  subshells: depth => `${"( ".repeat(depth)}${LOSES}${" )".repeat(depth)}`,
  substitutions: depth => `${"echo $(".repeat(depth)}${LOSES}${")".repeat(depth)}`,
  conditions: depth => `${"if true; then ".repeat(depth)}${LOSES};${" fi;".repeat(depth)}`,
  loops: depth => `${times(depth, at => `for i${at} in a b; do `).join("")}${LOSES};${" done;".repeat(depth)}`,
  "here documents": depth =>
    `${times(depth, at => `sh <<'E${at}'`).join("\n")}\n${LOSES}\n${times(depth, at => `E${depth - at - 1}`).join("\n")}`,
  "lines read in a loop": depth =>
    `while read -r x; do rm -rf $x; done <<E\n${times(depth * 3, at => `/tmp/${at}`).join("\n")}\n${PLACE}\nE`,
  "items of a loop": depth => `for x in ${times(depth, at => `/tmp/${at}`).join(" ")} ${PLACE}; do rm -rf $x; done`,
  "items of xargs": depth =>
    `printf '%s\\n' ${times(depth, at => `'echo ${at}'`).join(" ")} '${LOSES}' | xargs -I{} sh -c {}`,
  "actions of find": depth => `find /tmp ${"-exec echo {} \\; ".repeat(depth)}-exec ${LOSES} \\;`,
  "files written": depth =>
    `echo '${LOSES}' > z.sh\n${times(depth * 6, at => `echo 'echo ${at}' > s${at}.sh`).join("\n")}\nbash z.sh`,
  "scripts that start scripts": depth => {
    const next = times(depth, at => [`s${at}.sh`, `bash s${at + 1}.sh\n`] as const);
    return command("bash s0.sh", { ...Object.fromEntries(next), [`s${depth}.sh`]: `${LOSES}\n` });
  },
  "scripts that read scripts": depth => {
    const next = times(depth, at => [`s${at}.sh`, `. ./s${at + 1}.sh\n`] as const);
    return command(". ./s0.sh", { ...Object.fromEntries(next), [`s${depth}.sh`]: `${LOSES}\n` });
  },
  "npm scripts": depth => {
    const next = times(depth, at => [`s${at}`, `npm run s${at + 1}`] as const);
    const scripts = { ...Object.fromEntries(next), [`s${depth}`]: LOSES };
    return command("npm run s0", { "package.json": JSON.stringify({ name: "x", scripts }) });
  },
  "targets of make": depth =>
    command("make t0", { Makefile: `${times(depth, at => `t${at}: t${at + 1}\n`).join("")}t${depth}:\n\t${LOSES}\n` }),
  "recipes of just": depth =>
    command("just t0", {
      justfile: `${times(depth, at => `t${at}: t${at + 1}\n`).join("")}t${depth}:\n    ${LOSES}\n`,
    }),
  "aliases of git": depth =>
    `git ${times(depth, at => `-c alias.a${at}=a${at + 1}`).join(" ")} -c 'alias.a${depth}=!${LOSES}' a0`,
  "fish functions": depth => ({
    act: {
      kind: "command",
      shell: "fish",
      text: `${times(depth, at => `function f${at}; f${at + 1}; end`).join("\n")}\nfunction f${depth}; ${LOSES}; end; f0`,
    },
    files: {},
  }),
  "fish eval": depth => ({
    act: { kind: "command", shell: "fish", text: `${"eval command ".repeat(depth)}${LOSES}` },
    files: {},
  }),
};

const windows: Readonly<Record<string, (depth: number) => string>> = {
  functions: depth =>
    `${times(depth, at => `function f${at} { f${at + 1} }`).join("\n")}\nfunction f${depth} { Remove-Item -Recurse C:\\Users\\dev }\nf0`,
  "functions with arguments": depth =>
    `${times(depth, at => `function f${at}($p) { f${at + 1} $p }`).join("\n")}\nfunction f${depth}($p) { Remove-Item -Recurse $p }\nf0 C:\\Users\\dev`,
  blocks: depth => `${"& { ".repeat(depth)}Remove-Item -Recurse C:\\Users\\dev${" }".repeat(depth)}`,
  aliases: depth =>
    `${times(depth, at => `Set-Alias a${at} a${at + 1}`).join("\n")}\nSet-Alias a${depth} Remove-Item\na0 -Recurse C:\\Users\\dev`,
  items: depth => `${times(depth, at => `'C:\\x${at}'`).join(",")},'C:\\Users\\dev' | % { Remove-Item -Recurse $_ }`,
  pipes: depth => `'C:\\Users\\dev' | ${"Write-Output | ".repeat(depth)}Remove-Item -Recurse`,
};

describe("shells", () => {
  it.each(Object.entries(shells))("%s", async (shape, make) => {
    for (const depth of depths(shape.length, 110)) await check(`${shape} ${depth}`, make(depth), "stops");
  });

  it.each(Object.entries(windows))("PowerShell: %s", async (shape, make) => {
    for (const depth of depths(shape.length, 110)) {
      const act: Act = { kind: "command", shell: "powershell", text: make(depth) };
      await check(`${shape} ${depth}`, { act, files: { "C:/Users/dev/a.txt": "x" } }, "stops");
    }
  });

  it.each([2_001, 9_000])("padded by %d lines", async lines => {
    for (const [shell, loses] of [
      ["bash", LOSES],
      ["fish", LOSES],
      ["powershell", "Remove-Item -Recurse C:\\Users\\dev"],
      ["cmd", "rmdir /s /q C:\\Users\\dev"],
    ] as const)
      for (const line of ["echo 1", shell === "cmd" ? "rem more" : "# more", ""])
        await check(
          `${shell} ${line}`,
          { act: { kind: "command", shell, text: `${line}\n`.repeat(lines) + loses }, files: {} },
          "stops",
        );
  });

  it.each([
    ["deep functions", `${times(120, at => `f${at}() { f${at + 1}; }`).join("\n")}\nf120() { echo done; }\nf0`],
    ["a function that calls itself", "f() { echo $1; [ $1 -gt 0 ] && f $(($1 - 1)); }; f 9"],
    ["functions that call each other", "f() { g; }; g() { [ -e x ] && f; }; f"],
    ["a long script", times(1_500, at => `echo ${at}`).join("\n")],
    ["many lines read", `while read -r x; do echo "$x"; done <<E\n${times(500, String).join("\n")}\nE`],
    ["many files written", times(200, at => `echo ${at} > out${at}.txt`).join("\n")],
  ])("%s", (name, text) => check(name, text, "passes"));
});

describe("a tool's arguments", () => {
  const call = (args: Readonly<Record<string, unknown>>): Made => ({
    act: { kind: "mcp", server: "shell", tool: "run_steps", arguments: args },
    files: {},
  });
  const nested = (depth: number, inside: unknown): Readonly<Record<string, unknown>> =>
    times(depth, at => `step${at}`).reduce<Record<string, unknown>>((all, name) => ({ [name]: all }), {
      command: inside,
    });

  it("nested", async () => {
    for (const depth of [...depths(3, 110), 300]) await check(`nested ${depth}`, call(nested(depth, LOSES)), "stops");
  });

  it("many", async () => {
    for (const count of [50, 199, 200, 2_500])
      await check(`many ${count}`, call({ notes: times(count, at => `note ${at}`), command: LOSES }), "stops");
  });

  it("what only looks like it", () => check("nested", call(nested(60, "ls")), "passes"));
});

describe("statements", () => {
  const sql: Readonly<Record<string, (depth: number) => string>> = {
    statements: depth => `${"select 1;\n".repeat(depth * 30)}drop table users;`,
    comments: depth => `${"-- more\n".repeat(depth * 300)}drop table users;`,
    tables: depth => `${times(depth * 9, at => `create table t${at}(a int);`).join("\n")}drop table users;`,
    blocks: depth =>
      `${times(depth, at => `do $a${at}$ begin `).join("")}drop table users; ${times(depth, at => `end $a${depth - at - 1}$; `).join("")}`,
    functions: depth =>
      `${times(depth, at => `create function f${depth - at}() returns void as $$ select f${depth - at + 1}(); $$ language sql;`).join("\n")}
create function f${depth + 1}() returns void as $$ drop table users; $$ language sql;\nselect f1();`,
  };
  it.each(Object.entries(sql))("%s", async (shape, make) => {
    for (const depth of depths(shape.length, 60))
      await check(`${shape} ${depth}`, `psql <<'END_OF_IT'\n${make(depth)}\nEND_OF_IT`, "stops");
  });

  it("what only looks like it", () =>
    check("many", { act: { kind: "sql", text: "select 1;\n".repeat(900) }, files: {} }, "passes"));
});
