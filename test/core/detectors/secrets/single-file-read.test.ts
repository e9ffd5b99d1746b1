/** Which acts do nothing but show one file, and what they become when they are pointed at another one. */
import { expect, it } from "vitest";
import { plainRead } from "../../../../src/core/detectors/secrets/single-file-read.ts";

const OTHER = "/guard/my copies/.env";
const origin = { agent: "test" };

/** `becomes` without the other file's path; undefined where the command is no plain read. */
function check(cases: readonly (readonly [run: string, path?: string, before?: string, after?: string])[]): void {
  it.each(cases.map(([run, ...rest]) => [run, rest] as const))("%s", (text, [path, before = "", after = ""]) => {
    const read = plainRead({ kind: "command", text, shell: "bash", cwd: "/w", origin });
    expect(read?.path).toBe(path);
    if (path !== undefined) expect(read?.from(OTHER)).toBe(`${before}'${OTHER}'${after}`);
  });
}

check([
  ["cat .env", "/w/.env", "cat "],
  ["cat -n -- ./api/.env", "/w/api/.env", "cat -n -- "],
  ["  cat '/w/my app/.env' 2>/dev/null  # look", "/w/my app/.env", "  cat ", " 2>/dev/null  # look"],
  ["head -20 .env", "/w/.env", "head -20 "],
  ["head -n 5 .env", "/w/.env", "head -n 5 "],
  ["tail -c 100 .env", "/w/.env", "tail -c 100 "],
  ["less -N .env", "/w/.env", "less -N "],
  ["grep STRIPE .env", "/w/.env", "grep STRIPE "],
  ["grep -n -A2 'KEY=' .env", "/w/.env", "grep -n -A2 'KEY=' "],
  ["grep -i -e KEY .env", "/w/.env", "grep -i -e KEY "],
  ["rg KEY .env", "/w/.env", "rg KEY "],
  // More files, or more than showing them.
  ["cat .env .env.local"],
  ["cat .env; id"],
  ["cat .env | head"],
  ["cat .env &"],
  ["cat .env > /tmp/x"],
  ["cat .env 2> /tmp/x"],
  ["cat < .env"],
  ["cd api && cat .env"],
  ["X=1 cat .env"],
  ["! cat .env"],
  ["(cat .env)"],
  ["sudo cat .env"],
  ["tail -f .env"],
  ["less +!id .env"],
  ["grep -r KEY .env"],
  ["grep -f .env notes"],
  ["grep KEY"],
  ["sort .env"],
  ["python3 .env"],
  // What only the shell knows.
  ["cat $FILE"],
  ["cat .env*"],
  ["cat ~/.env"],
  ["cat {.env,.env.local}"],
  ["cat $(ls)"],
  ["cat `ls`"],
  ["cat <(cat .env)"],
  ["$PAGER .env"],
  ["cat '.env"],
  ["cat"],
  [""],
]);

it("a read is one by itself, and the words of other shells are not read as a POSIX shell's", () => {
  expect(plainRead({ kind: "read", path: ".env", cwd: "/w", origin })?.path).toBe("/w/.env");
  expect(plainRead({ kind: "command", text: "cat .env", shell: "powershell", cwd: "/w", origin })).toBeUndefined();
});
