/** What makes a person be asked again about an act that they have already seen. On a real disk. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { judgeAct } from "../../src/hosts/engine.ts";

let folder: string;
const write = (path: string, text = "x") => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-print-")));
  write("important/marker");
  write("important/deep/file");
  write("dist/app.js");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const print = async (text: string) =>
  (await judgeAct({ kind: "command", text, shell: "bash", cwd: folder, origin: { agent: "test" } }, BUILT_IN))
    .fingerprint;

function check(cases: readonly (readonly [name: string, command: string, change: () => void, same: boolean])[]): void {
  test.each(cases)("%s", async (_, command, change, same) => {
    const before = await print(command);
    change();
    expect((await print(command)) === before).toBe(same);
  });
}

check([
  ["a file beside what goes", "rm -r important", () => write("other/file"), true],
  ["a file in what goes", "rm -r important", () => write("important/new"), false],
  ["what goes is changed", "rm important/marker", () => write("important/marker", "changed"), false],
  ["what goes is gone", "rm -r important", () => rmSync(join(folder, "important"), { recursive: true }), false],
  ["a name that the pattern picks", "rm -r imp*", () => write("imported"), false],
  ["a file where everything goes", "rm -rf *", () => write("other"), false],
  ["a file in the folder itself that goes", `rm -rf ${"$PWD"}`, () => write("other"), false],
  ["a manifest that makes it come back by itself", "rm -r dist", () => write("package.json", "{}"), false],
]);
