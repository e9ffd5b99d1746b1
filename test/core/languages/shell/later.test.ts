/** Texts in variables that a shell runs at another time: prompts, and subscripts where arithmetic meets the name. */
import { describe, expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

async function check(text: string, stops: boolean): Promise<void> {
  const { decision } = await judgeIn({}, { kind: "command", text });
  expect(decision === "allow" ? "passes" : "stops").toBe(stops ? "stops" : "passes");
}

describe("what a variable holds", () => {
  it.each([
    ["PS1='$(rm -rf ~)'"],
    ["PS4='`rm -rf ~`'; set -x; ls"],
    ["x='a[$(rm -rf ~)]'; echo $((x))"],
    ["x='a[$(rm -rf ~)]'; let x"],
    ["x='a[`rm -rf ~`]'; [[ $x -eq 1 ]]"],
    ["mapfile -C 'rm -rf ~;' -c 1 <<< x"],
    ["if ls; then x='a[$(rm -rf ~)]'; let x; fi"],
    ["if ls; then x='a[$(rm -rf ~)]'; (( x )); fi"],
    ["case $1 in a) x='a[$(rm -rf ~)]'; let x;; esac"],
    ["ls && x='a[`rm -rf ~`]' && (( x ))"],
    ["(x='a[$(rm -rf ~)]'; let x)"],
    ["echo $(x='a[$(rm -rf ~)]'; let x)"],
    ["cat <(PS4='$(rm -rf ~)'; set -x; ls)"],
    ["if ls; then PS4='$(rm -rf ~)'; set -x; fi"],
    ["export x='a[$(rm -rf ~)]'; let x"],
    ["zsh -c 'zmodload zsh/files; zf_rm -rf ~'"],
  ])("runs later: %s", text => check(text, true));

  it.each([
    ["if ls; then x='a[1]'; let x; fi"],
    ["if ls; then x='a[$(date)]'; let x; fi"],
    ["(PS1='$(date) $ '; ls)"],
    ["f() { PS4='$(date)'; }; ls"],
    ["PS1='$(date) $ '"],
    ["x='a[1]'; echo $((x))"],
    ["PS1='\\u@\\h$ '"],
    ["x='see [$(date)]'; echo \"$x\""],
  ])("may be harmless: %s", text => check(text, false));
});
