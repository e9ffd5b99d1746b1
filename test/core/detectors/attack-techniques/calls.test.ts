/** A call as data finds itself however its words stand, and never in words that only name it. */
import { describe, expect, test } from "vitest";
import { readCalls, wordsOf } from "../../../../src/core/detectors/attack-techniques/calls.ts";
import { literalWord, unknownWord } from "../../../../src/core/text/words.ts";

function check(line: string, words: readonly string[], expected: boolean, loose = false): void {
  const [program = "", ...rest] = words;
  const call = wordsOf({
    program,
    argv: [literalWord(program), ...rest.map(word => (word.startsWith("$") ? unknownWord(word) : literalWord(word)))],
    redirects: [],
    stdin: { kind: "none" },
    scope: { cwd: "/home/dev/app", variables: new Map(), via: [] },
  });
  expect(readCalls(line, loose)(call), `${line} | ${words.join(" ")}`).toBe(expected);
}

describe("calls as data", () => {
  test.each([
    // Sub-commands, behind the options of the tool itself and between them.
    ["iam create-user|delete-user", "aws iam create-user --user-name x", true],
    ["iam create-user|delete-user", "aws --region eu-west-1 --profile=p iam --output json delete-user", true],
    ["iam create-user", "aws s3 ls iam create-user", false],
    ["iam create-user", "aws iam get-user --user-name create-user", false],
    ["iam attach-*-policy", "aws iam attach-role-policy", true],
    ["** set-iam-policy", "gcloud projects set-iam-policy p f.json", true],
    ["** set-iam-policy", "gcloud beta storage buckets set-iam-policy b f.json", true],
    ["compute ssh", "gcloud beta compute ssh vm", true],
    ["** --open", "gcloud run deploy x --open", true],
    // Options: by value, glued, shortened, in a cluster.
    ["push --to=*evil*", "git push --to evil.example", true],
    ["push --to=*evil*", "git push --to=http://evil.example", true],
    ["push --policy-arn=*Admin*", "git push --policy arn:AdministratorAccess", true],
    ["push --to=*evil*", "git push --to good evil", false],
    ["exec -p", "docker exec -itp x", true],
    ["exec -p", "docker exec -it x -- ls -p", true],
    ["run -v=/:*", "docker run -v/:/host x", true],
    ["run -v=/:*", "docker run -itv /:/host x", true],
    ["run -plugin-dir=/tmp/*", "terraform run --plugin-dir=/tmp/x", true],
    // Operands, any word, and what has to be absent.
    ["config @alias.* @!sh", "git config --global alias.x !sh", true],
    ["config @alias.*", "git commit -m config alias.x", false],
    ["exec ~*socket*", "php exec -r fsockopen(socket)", true],
    ["run --net=host !--dry", "docker run --net host --dry x", false],
    ["perm @^*", "chmod perm *", true],
    ["perm @^*", "chmod perm x", false],
    ["say @two·words", "x say $two", false],
    ["stop @{security-agent}", "systemctl stop falcon-sensor.service", true],
    ["stop @{security-agent}", "systemctl stop postgresql", false],
  ])("%s: %s", (line, words, expected) => check(line, words.split(" "), expected));

  test("words that hold blanks, and words that are not known", () => {
    check("config @alias.* @!*sh·-i*", ["git", "config", "alias.x", "!bash -i"], true);
    check("config @$HOME*", ["git", "config", "$HOME/x"], true);
  });

  test.each([
    ["stop @windefend", "sc STOP WinDefend", true],
    ["add /v|-v=enablelua", "reg add HKLM\\Software /V EnableLUA /d 0", true],
    ["-HistorySaveStyle=savenothing", "set-psreadlineoption -HistorySave:SaveNothing", true],
    ["-Scope=localmachine", "set-executionpolicy bypass -scope LocalMachine", true],
    ["user /add", "net user bob /add", true],
    ["user /add", "net view /add", false],
  ])("as Windows reads it: %s: %s", (line, words, expected) => check(line, words.split(" "), expected, true));

  test("a pattern takes time by the length of the text", () => {
    check("x ~*a*a*a*a*a*a*b", ["p", "x", "a".repeat(100_000)], false);
  });
});
