/** Words on the command line → the text that is judged: an argument list stays the list it was. */
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { commandAction } from "../../../src/hosts/cli/command-action.ts";
import { Trouble, WrongUsage } from "../../../src/hosts/cli/trouble.ts";

it.each([
  [["rm", "-rf", "a b"]],
  [["echo", "$HOME", "`id`", "$(id)", "it's", 'say "x"']],
  [["echo", "a;b", "*", "~", "", "#c", "x\ny", "\\", "!!", "{a,b}"]],
])("%j comes back from a shell as it was", words => {
  const { text } = commandAction(words, {});
  const read = execFileSync("/bin/sh", ["-c", `set -- ${text}; printf '%s\\0' "$@"`], { encoding: "utf8" });
  expect(read.split("\0").slice(0, -1)).toEqual(words);
});

it("takes one word as command text", () => {
  expect(commandAction(["rm -rf $X && ls"], { cwd: "/tmp/.." })).toMatchObject({ text: "rm -rf $X && ls", cwd: "/" });
});

it("names the shells it knows", () => {
  expect(() => commandAction(["ls"], { shell: "tcsh" })).toThrow(WrongUsage);
});

it.each([[[""]], [["  \n"]], [["", " "]]])("%j is nothing to judge", words => {
  expect(() => commandAction(words, {})).toThrow(WrongUsage);
});

it.each(["/no/such/folder", "/etc/passwd"])("%s is no working directory", cwd => {
  expect(() => commandAction(["ls"], { cwd })).toThrow(new Trouble(`${cwd}: is no folder`));
});
