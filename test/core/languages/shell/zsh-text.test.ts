/** Everyday zsh is read; qualifiers that run code are judged by what they run. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

async function check(text: string, stops: boolean): Promise<void> {
  for (const shell of ["zsh", "bash"] as const) {
    const world = { files: { "src/a.ts": "x", "a.ts": "x" } };
    const { decision } = await judgeIn(world, { kind: "command", text, shell });
    expect(`${shell} ${decision === "allow" ? "passes" : "stops"}`).toBe(`${shell} ${stops ? "stops" : "passes"}`);
  }
}

describe("zsh", () => {
  it.each([
    ["ls *.ts(.)"],
    ["print -l *.ts(N)"],
    ["ls -l *(.om[1,5])"],
    ["print -l **/*(.Lm+10)"],
    ["echo *(N:t:r)"],
    ["for f (*.ts) print $f"],
    ["for f (*.ts) { print $f }"],
    ["for f (*.ts); do echo $f; done"],
    ["for f (a b c) echo $f | wc -l; ls"],
    ["for f in *.jpg(N); do echo $f; done"],
    ["files=(*.ts(N)); echo $#files"],
    ["ls *.(ts|js)"],
    ["git add src/*.ts(.)"],
    ["echo 'f(x)' && echo \"(e.g. this)\""],
    ["grep -E 'a(e|b)' src/*.ts"],
    ["ls +(a|b).ts"],
  ])("passes: %s", text => check(text, false));

  it.each([
    ["ls *(e:'rm -rf ~':)"],
    ["ls *(e{'rm -rf ~'})"],
    ["ls *(.e['rm -rf ~'])"],
    ["ls *(#qe:'rm -rf ~':)"],
    ["ls *(oe:'rm -rf ~':)"],
    ["ls *(+f)"],
    ["f() { rm -rf ~/Documents }; ls *(+f)"],
    ["rm *.ts(.)"],
    ["rm -rf *(/)"],
    ["for f (src/*(.)) rm $f"],
    ["for f (*.ts) rm -rf ~/Documents"],
    ["for f (*.ts) { rm -rf ~ }"],
    ["for f (*.ts) echo $f; rm -rf ~"],
    ["ls *.ts(.) $(rm -rf ~)"],
    ["print -l *.ts(N); rm -rf ~"],
  ])("stops: %s", text => check(text, true));
});
