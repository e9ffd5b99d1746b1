/** What an archive says that it holds, for archives as the programs make them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { membersOf } from "../../src/platform/archive-members.ts";

let folder: string;
const long = `${"deep/".repeat(30)}file.txt`;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ag-"));
  mkdirSync(join(folder, "in", "deep/".repeat(30)), { recursive: true });
  writeFileSync(join(folder, "in", "a b.txt"), "four");
  writeFileSync(join(folder, "in", long), "five5");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const members = [
  { name: "a b.txt", size: 4 },
  { name: long, size: 5 },
];

function check(name: string, options: readonly string[]): void {
  it(name, async () => {
    const file = join(folder, name);
    execFileSync("tar", [...options, file, "-C", join(folder, "in"), "a b.txt", long]);
    expect(await membersOf(file)).toEqual(members);
  });
}

check("gnu.tar", ["--format=gnu", "-cf"]);
check("ustar.tar", ["--format=ustar", "-cf"]);
check("pax.tar", ["--format=pax", "-cf"]);
check("packed.tgz", ["-czf"]);

it("knows nothing of what is no archive", async () => {
  const file = join(folder, "none.tar");
  writeFileSync(file, "x".repeat(2000));
  expect(await membersOf(file)).toBe(null);
  expect(await membersOf(join(folder, "missing"))).toBe(null);
  await expect(membersOf(folder)).rejects.toThrow();
});
