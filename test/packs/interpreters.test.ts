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
