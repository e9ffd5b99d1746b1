/** Which curl ends by itself while it waits for its input. */
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepsLimit, limiterFor } from "../../src/platform/curl.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ag-curl-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ["curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1", true],
  ["curl 7.87.0", true],
  ["curl 7.86.0", false],
  ["curl 7.9.8", false],
  ["curl 8.1.0", true],
  ["curl 10.0.0", true],
  ["", true],
])("%s: %s", (version, keeps) => expect(keepsLimit(version)).toBe(keeps));

function curlThatSays(version: string): string {
  const file = join(folder, "curl");
  writeFileSync(file, `#!/bin/sh\necho 'curl ${version}'\n`);
  chmodSync(file, 0o755);
  return file;
}

it("needs nothing where there is no curl, or one that ends by itself", () => {
  expect(limiterFor("")).toBe("");
  expect(limiterFor(curlThatSays("8.5.0"))).toBe("");
});

it.runIf(existsSync("/usr/bin/timeout"))("is ended from outside where it does not", () => {
  expect(limiterFor(curlThatSays("7.81.0"))).toBe("/usr/bin/timeout");
});
