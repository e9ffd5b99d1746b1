/** Files that a text changes, moves or copies before it runs them: the text that runs is the one that is judged. */
import { describe, expect, it } from "vitest";
import { editedText } from "../../../../src/core/languages/shell/sed-script.ts";
import { judgeIn } from "../../../support/little-world.ts";

const FILES = {
  "ok.sh": "#!/bin/sh\necho hi\n",
  "setup.py": "from setuptools import setup\nversion=1\nsetup()\n",
  "scripts/nuke.sh": "rm -rf ~/Documents\n",
  "package.json": '{"name":"app","version":"1.0.0","scripts":{"build":"vite build","test":"vitest"}}',
  Makefile: "all:\n\tcc x.c\n",
  "fix.patch": "--- a/ok.sh\n+++ b/ok.sh\n@@ -1,2 +1,2 @@\n #!/bin/sh\n-echo hi\n+rm -rf ~/Documents\n",
  "fine.patch": "--- a/ok.sh\n+++ b/ok.sh\n@@ -1,2 +1,2 @@\n #!/bin/sh\n-echo hi\n+echo hello\n",
  "x.sed": "s/echo hi/rm -rf ~/\n",
  "/home/dev/Documents/a.md": "x",
};
const HUNK = "@@ -1,2 +1,2 @@\n #!/bin/sh\n-echo hi\n+rm -rf ~/Documents\nE\n";

async function check(text: string, stops: boolean): Promise<void> {
  const { decision } = await judgeIn({ files: FILES, git: {} }, { kind: "command", text });
  expect(decision === "allow" ? "passes" : "stops").toBe(stops ? "stops" : "passes");
}

describe("edited, then run", () => {
  it.each([
    ["sed -i 's/echo hi/rm -rf ~\\/Documents/' ok.sh; sh ok.sh"],
    ["sed -i 's/hi/hi; rm -rf ~/' ok.sh; ./ok.sh"],
    ["sed -i 's/echo/rm -rf/; s/hi/~/' ok.sh && sh ok.sh"],
    ["sed -i -E 's/(echo) (hi)/rm -rf ~/' ok.sh && sh ok.sh"],
    ["sed -i '2c rm -rf ~/Documents' ok.sh; ./ok.sh"],
    ["sed -i '$a rm -rf ~/Documents' ok.sh && bash ok.sh"],
    ["sed -i '$ a\\rm -rf ~/Documents' ok.sh && chmod +x ok.sh && ./ok.sh"],
    ["sed -i '1i rm -rf ~/Documents' ok.sh; sh ok.sh"],
    ["sed -i '' -e 's#echo hi#rm -rf ~#' ok.sh; sh ok.sh"],
    ["sed -i -f x.sed ok.sh; sh ok.sh"],
    ["sed -i.bak 's/echo hi/rm -rf ~/' *.sh; sh ok.sh"],
    ["perl -pi -e 's/echo hi/rm -rf ~\\/Documents/' ok.sh && ./ok.sh"],
    ["perl -i -pe 's{echo hi}{rm -rf ~}' ok.sh && ./ok.sh"],
    ["awk -i inplace '{gsub(/echo hi/,\"rm -rf ~/Documents\")}1' ok.sh; sh ok.sh"],
    ["ex -sc '2s/echo hi/rm -rf ~\\/Documents/|x' ok.sh; sh ok.sh"],
    ["ex -sc '1i|rm -rf ~/Documents' -cx ok.sh; sh ok.sh"],
    ["ed -s ok.sh <<'E'\n2c\nrm -rf ~/Documents\n.\nwq\nE\nsh ok.sh"],
    ["printf '2a\\nrm -rf ~/Documents\\n.\\nwq\\n' | ed ok.sh; sh ok.sh"],
    [`patch -p1 <<'E'\n--- a/ok.sh\n+++ b/ok.sh\n${HUNK}sh ok.sh`],
    [`patch ok.sh <<'E'\n${HUNK}sh ok.sh`],
    [`git apply <<'E'\ndiff --git a/ok.sh b/ok.sh\n--- a/ok.sh\n+++ b/ok.sh\n${HUNK}sh ok.sh`],
    ["git apply fix.patch && sh ok.sh"],
    ["patch -p1 < fix.patch && ./ok.sh"],
    ["sed -i 's#vite build#rm -rf ~/Documents#' package.json && npm run build"],
    ["sed -i 's#cc x.c#rm -rf ~/Documents#' Makefile && make"],
    ["cp ok.sh k.sh; sed -i 's/echo hi/rm -rf ~\\/Documents/' k.sh; sh k.sh"],
    [
      "sed -i 's/version=1/import shutil; shutil.rmtree(\"\\/home\\/dev\\/Documents\")/' setup.py && python setup.py build",
    ],
    ["echo 'echo hi' > a.sh; sed -i 's/echo hi/rm -rf ~/' a.sh; sh a.sh"],
  ])("stops: %s", text => check(text, true));

  it.each([
    ["sed -i 's/version=1/version=2/' setup.py && python setup.py build"],
    ["sed -i 's/echo hi/echo bye/' ok.sh; sh ok.sh"],
    ["sed -i '2d' ok.sh && sh ok.sh"],
    ["sed -i '1i #!/usr/bin/env bash' ok.sh && ./ok.sh"],
    ["perl -pi -e 's/hi/hello/g' ok.sh && ./ok.sh"],
    ["git apply fine.patch && sh ok.sh"],
    ["patch -p1 --dry-run < fix.patch && sh ok.sh"],
    ['sed -i \'s/"version": *"[^"]*"/"version":"2.0.0"/\' package.json && npm run build'],
    ['sed -i "s/version=.*/version=$V/" setup.py && python setup.py build'],
    ["sed -i 's/-O2/-O3/' Makefile && make"],
    ["cp ok.sh k.sh && sed -i 's/hi/there/' k.sh && bash k.sh"],
    ["echo 'echo hi' > a.sh; sed -i 's/hi/there/' a.sh; sh a.sh"],
  ])("passes: %s", text => check(text, false));
});

describe("under another name, then run", () => {
  it.each([
    ["mkdir d; echo 'rm -rf ~/Documents' > d/a.sh; mv d e; sh e/a.sh"],
    ["mkdir d; echo 'rm -rf ~/Documents' > d/a.sh; cp -r d e; sh e/a.sh"],
    ["mkdir d e; echo 'rm -rf ~/Documents' > d/a.sh; cp -r d e; sh e/d/a.sh"],
    ["mkdir d; ln -s d e; echo 'rm -rf ~/Documents' > e/a.sh; sh d/a.sh"],
    ["mkdir d; ln -s d e; echo 'rm -rf ~/Documents' > d/a.sh; sh e/a.sh"],
    ["echo 'rm -rf ~/Documents' > a.sh; rsync a.sh b.sh; bash b.sh"],
    ["rsync -a scripts/ s2/; sh s2/nuke.sh"],
    ["cp -r scripts s2; sh s2/nuke.sh"],
    ["mkdir out; cp scripts/nuke.sh out; sh out/nuke.sh"],
  ])("stops: %s", text => check(text, true));

  it.each([
    ["mkdir d; echo 'echo hi' > d/a.sh; mv d e; sh e/a.sh"],
    ["rsync -a scripts/ s2/; ls s2"],
    ["rsync ok.sh o2.sh && sh o2.sh"],
    ["cp -r scripts s2 && ls s2"],
    ["mkdir -p out && cp ok.sh out && sh out/ok.sh"],
  ])("passes: %s", text => check(text, false));
});

describe("editedText", () => {
  it.each([
    ["s/a/b/", "a a\n", "b a\n"],
    ["s/a/b/g", "a a\n", "b b\n"],
    ["s/a/b/2", "a a\n", "a b\n"],
    ["2d;$a x", "1\n2\n3\n", "1\n3\nx\n"],
    ["2,3s/^/# /", "1\n2\n3\n4\n", "1\n# 2\n# 3\n4\n"],
    ["/x/,/y/d", "1\nx\n2\ny\n3\n", "1\n3\n"],
    ["/x/!d", "1\nx\n", "x\n"],
    ["s/\\(a*\\)b/[\\1&]/", "aab\n", "[aaaab]\n"],
    ["s/a+b/c/", "a+b\n", "c\n"],
    ["s/[[:space:]]*$//", "a  \n", "a\n"],
    ["s/^port = .*/port = 1/", "port = 2\n", "port = 1\n"],
    ["1i\\\nx", "1\n", "x\n1\n"],
    ["$c end", "1\n2\n", "1\nend\n"],
  ])("%j of %j", (script, before, after) => {
    expect(editedText(script, before, "basic")).toBe(after);
  });

  it.each(["s/\\(a*\\)*b/c/", "y/a/b/", "N;P;D", "s/a/\\U&/", "s/a/b/e", "b end", "s/a/b", "/x/{s/a/b/}", "1~2d"])(
    "cannot tell: %s",
    script => {
      expect(editedText(script, "aaa\n", "basic")).toBeUndefined();
    },
  );
});
