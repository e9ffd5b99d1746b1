/** What a program's own functions and classes are given: gathered arguments, defaults, names, fields. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../../support/little-world.ts";

const WORLD: World = { files: { "/srv/data/a.csv": "x", "/srv/ledger.db": "x" } };

function check(program: string, held: boolean, ...codes: readonly string[]): void {
  for (const code of codes)
    it(`${held ? "holds" : "allows"} ${code}`, async () => {
      const text = `${program} <<'CODE'\n${code}\nCODE`;
      const { decision } = await judgeIn(WORLD, { kind: "command", text });
      expect(decision !== "allow").toBe(held);
    });
}

describe("arguments", () => {
  check(
    "python3 -",
    true,
    'import subprocess\ndef git(*words): subprocess.run(["git", *words])\ngit("push", "--force", "origin", "main")',
    'import shutil\ndef wipe(path="/srv/data"): shutil.rmtree(path)\nwipe()',
    'import shutil\ndef wipe(a, path=None): shutil.rmtree(path)\nwipe(1, path="/srv/data")',
    'import os\n(lambda f=os.system: f("rm -rf /srv/data"))()',
  );
  check(
    "python3 -",
    false,
    'import subprocess\ndef git(*words): return subprocess.run(["git", *words])\ngit("status", "--short")',
    'import shutil\ndef wipe(path="/srv/data"): shutil.rmtree(path)\nwipe("/tmp/mine")',
  );
  check(
    "node -",
    true,
    'const cp = require("child_process"); const git = (...a) => cp.execFileSync("git", a); git("push", "-f", "origin", "main");',
    'const fs = require("fs"); function wipe({ path }) { fs.rmSync(path, { recursive: true }); } wipe({ path: "/srv/data" });',
    'const fs = require("fs"); function wipe(path = "/srv/data") { fs.rmSync(path, { recursive: true }); } wipe();',
  );
  check(
    "node -",
    false,
    'const cp = require("child_process"); const git = (...a) => cp.execFileSync("git", a); git("log", "-1");',
  );
  check("ruby", true, 'def git(*a) = system("git", *a)\ngit("push", "--force", "origin", "main")');
  check("php", true, '<?php function wipe($p = "/srv/ledger.db") { unlink($p); } wipe();');
});

describe("classes", () => {
  check(
    "python3 -",
    true,
    'import shutil\nclass A:\n    def __init__(self, p): self.p = p\n    def go(self): shutil.rmtree(self.p)\nA("/srv/data").go()',
    'import subprocess\nclass Sh:\n    def __getattr__(self, n): return lambda *a: subprocess.call([n, *a])\nSh().rm("-rf", "/srv/data")',
    'import shutil\nclass A:\n    run = shutil.rmtree\nA.run("/srv/data")',
  );
  check(
    "python3 -",
    false,
    "import unittest, shutil, tempfile\nclass T(unittest.TestCase):\n    def setUp(self): self.d = tempfile.mkdtemp()\n    def tearDown(self): shutil.rmtree(self.d)\nunittest.main()",
  );
  check(
    "node -",
    true,
    'class W { static run = require("child_process").execSync; } W.run("rm -rf /srv/data");',
    'class A { constructor(p) { this.p = p; } go() { require("fs").rmSync(this.p, { recursive: true }); } } new A("/srv/data").go();',
    'const p = new Proxy({}, { get: (_, n) => (...a) => require("child_process").execFileSync(n, a) }); p.rm("-rf", "/srv/data");',
  );
  check(
    "ruby",
    true,
    'class S; def method_missing(n, *a) = system(n.to_s, *a); end; S.new.rm("-rf", "/srv/data")',
    'class A\n  def initialize(p)\n    @p = p\n  end\n  def go\n    File.delete(@p)\n  end\nend\nA.new("/srv/ledger.db").go',
  );
});

describe("functions that are handed on", () => {
  check(
    "python3 -",
    true,
    'import contextlib, shutil\nwith contextlib.ExitStack() as s:\n    s.callback(shutil.rmtree, "/srv/data")',
    'import weakref, shutil\nweakref.finalize(object(), shutil.rmtree, "/srv/data")',
    'import tenacity, os\ntenacity.Retrying()(os.remove, "/srv/ledger.db")',
    'from shutil import rmtree as r; globals()["r"]("/srv/data")',
    'import requests\nfor m in ["get", "delete"]: getattr(requests, m)("https://api.github.com/repos/acme/api")',
  );
  check(
    "python3 -",
    false,
    "import inspect, shutil\nprint(inspect.getsource(shutil.rmtree))",
    "import shutil\nprint(shutil.rmtree, '/srv/data')",
    'import shutil\nfrom unittest import mock\nmock.patch.object(shutil, "rmtree", lambda p: None)',
  );
  check(
    "node -",
    true,
    'const m = new Map([["rm", require("fs").rmSync]]); m.get("rm")("/srv/data", { recursive: true });',
    'const opts = { headers: {} }; opts.method = "DELETE"; fetch("https://api.heroku.com/apps/acme", opts);',
  );
  check("php", true, '<?php usort($a = ["rm -rf /srv/data", "x"], "system");');
});

describe("what is written to a program that was started", () => {
  check(
    "python3 -",
    true,
    'import subprocess\np = subprocess.Popen(["psql", "shop"], stdin=subprocess.PIPE)\np.stdin.write(b"DROP TABLE orders;")',
    'import pexpect\nc = pexpect.spawn("ssh root@prod.example.com")\nc.sendline("rm -rf /var/lib/postgresql")',
    'import subprocess\np = subprocess.Popen(["psql", "shop"], stdin=subprocess.PIPE, text=True)\np.communicate(input="TRUNCATE orders;")',
  );
  check(
    "python3 -",
    false,
    'import subprocess\np = subprocess.Popen(["sort"], stdin=subprocess.PIPE, text=True)\np.communicate("b a")',
    'import pexpect\nc = pexpect.spawn("npm init")\nc.sendline("y")',
  );
  check("node -", true, 'require("child_process").spawn("psql", ["shop"]).stdin.end("DROP TABLE orders;")');
});
