import { describe, expect, it } from "vitest";
import { isOlder } from "../../src/platform/service-client.ts";
import { PROTOCOL } from "../../src/wire/guard.ts";
import { compareVersions, VERSION } from "../../src/wire/version.ts";
import { manifest } from "../support/project.ts";

describe("versions", () => {
  it("this one is the package's", () => expect(VERSION).toBe(manifest().version));

  const cases: readonly (readonly [a: string, b: string, order: number])[] = [
    ["1.2.3", "1.2.3", 0],
    ["1.2.3", "1.2.10", -1],
    ["2.0.0", "1.99.99", 1],
    ["1.2", "1.2.0", 0],
    ["1.2.3-beta", "1.2.3", 0],
    ["garbage", "0.0.1", -1],
  ];
  for (const [a, b, order] of cases)
    it(`${a} against ${b}`, () => expect(Math.sign(compareVersions(a, b))).toBe(order));
});

describe("a running service", () => {
  const cases: readonly (readonly [protocol: number, version: string, older: boolean])[] = [
    [PROTOCOL, VERSION, false],
    [PROTOCOL, "0.0.1", true],
    [PROTOCOL, "999.0.0", false],
    [PROTOCOL - 1, "999.0.0", true],
    [PROTOCOL + 1, "0.0.1", false],
  ];
  for (const [protocol, version, older] of cases)
    it(`protocol ${protocol}, version ${version} is ${older ? "replaced" : "kept"}`, () =>
      expect(isOlder({ protocol, version })).toBe(older));
});
