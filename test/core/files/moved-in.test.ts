/** What earlier commands of a text have moved into a folder goes with it, however little the folder itself is worth. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

type Case = readonly [run: string, held: boolean, world: World];

function check(cases: readonly Case[]): void {
  it.each(cases)("%s", async (run, held, world) => {
    const { decision } = await judgeIn(world, { kind: "command", text: run });
    expect(decision !== "allow").toBe(held);
  });
}

describe("what goes with the folder it was moved into", () => {
  check([
    ["mv src/* build; rm -rf build", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    ["mv src/* build/ && rm -rf build", true, { files: { "src/a.ts": "x", "package.json": "{}", "build/b": "x" } }],
    ["mv src build/ && rm -rf build", true, { files: { "src/a.ts": "x", "package.json": "{}", "build/b": "x" } }],
    ["mkdir build && mv src build && rm -rf build", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    ["mkdir -p build && mv src build/ && rm -rf build/*", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    ["mkdir -p /tmp/x && mv src /tmp/x && rm -rf /tmp/x", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    ["mv -t dist src && rm -rf dist", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    ["mv notes.txt dist/ && rm -rf dist", true, { files: { "notes.txt": "x", "dist/a": "x", "package.json": "{}" } }],
    ["rsync -a --remove-source-files src/ /tmp/x/ ; rm -rf /tmp/x", true, { files: { "src/a.ts": "x" } }],
    [
      "git mv src build && rm -rf build",
      true,
      { files: { "src/a.ts": "x", "package.json": "{}" }, git: { modified: ["src/a.ts"] } },
    ],
    ["for f in src/*; do mv $f build; done; rm -rf build", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    [
      "find src -name '*.ts' -exec mv {} build/ \\; ; rm -rf build",
      true,
      { files: { "src/a.ts": "x", "package.json": "{}" } },
    ],
    ["mv $X build/; rm -rf build", true, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    [
      "cd build && mv ../src/* . && cd .. && rm -rf build",
      true,
      { files: { "src/a.ts": "x", "package.json": "{}", "build/x": "y" } },
    ],
    ["mv .env /tmp/; rm -rf /tmp/.env", true, { files: { ".env": "x" } }],
  ]);
});

describe("nothing that would be missed", () => {
  check([
    ["mv build/a.js build/b.js && rm -rf build", false, { files: { "build/a.js": "x", "package.json": "{}" } }],
    ["mv dist build && rm -rf build", false, { files: { "dist/a.js": "x", "package.json": "{}" } }],
    ["npm run build && mv dist/* build/ && rm -rf build", false, { files: { "dist/a.js": "x", "package.json": "{}" } }],
    ["mv src/old.ts /tmp/x && rm /tmp/x", false, { files: { "src/old.ts": "x" }, git: {} }],
    ["mv src build && rm -rf build", false, { files: { "src/a.ts": "x", "package.json": "{}" }, git: {} }],
    ["cp -r src build && rm -rf build", false, { files: { "src/a.ts": "x", "package.json": "{}" } }],
    [
      "mv coverage/lcov.info /tmp/; rm -rf coverage",
      false,
      { files: { "coverage/lcov.info": "x", "package.json": "{}" } },
    ],
    [
      "mv dist/app.js /tmp/app.js && rm -rf dist && mkdir dist && mv /tmp/app.js dist/",
      false,
      { files: { "dist/app.js": "x", "package.json": "{}" } },
    ],
    [
      "tar xzf a.tgz -C /tmp/x && mv /tmp/x/bin ./tool && rm -rf /tmp/x",
      false,
      { files: { "a.tgz": "x", "package.json": "{}" } },
    ],
  ]);
});
