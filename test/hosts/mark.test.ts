/** A mark in the real file: written in one step, or not at all. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentOfFolder } from "../../src/hosts/engine.ts";
import { markPlace } from "../../src/hosts/mark.ts";
import { PolicySource } from "../../src/platform/policy-files.ts";

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ag-mark-"));
  file = join(home, "config", "policy.json");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const MARK = { kind: "host", value: "db.acme.io", as: "staging" } as const;

describe("a mark", () => {
  it("makes the file for its owner alone, and is in force at once", async () => {
    const look = async () => {
      const source = new PolicySource({ user: file, organization: join(home, "none") });
      const { policy } = source.policyFor(home, [home]);
      source.dispose();
      return (await environmentOfFolder(home, policy)).result.name;
    };
    writeFileSync(join(home, ".env"), "DATABASE_URL=postgres://u:p@db.acme.io/x\n");
    expect(await look()).toBe("production");
    await markPlace(file, MARK);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await look()).toBe("staging");
    await markPlace(file, { ...MARK, as: "production" });
    expect(await look()).toBe("production");
  });

  it("keeps the file's mode, and leaves nothing beside it", async () => {
    await markPlace(file, MARK);
    chmodSync(file, 0o640);
    await markPlace(file, { ...MARK, value: "b.acme.io" });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(dirname(file))).toEqual(["policy.json"]);
    expect(readFileSync(file, "utf8")).toContain('"b.acme.io"');
  });

  it.each([
    ["a file with an error", '{"version": 1, "rulez": []}', /policy\.json:1:\d+: Unknown key "rulez"/],
    ["a file that is no JSON", "{", /policy\.json:1:/],
    [
      "a pattern that is more careful",
      '{"version":1,"environments":{"production":{"match":{"host":"*.acme.io"}}}}',
      /most careful/,
    ],
  ])("is refused by %s, which stays as it is", async (_name, text, because) => {
    await markPlace(file, MARK);
    writeFileSync(file, text);
    await expect(markPlace(file, MARK)).rejects.toThrow(because);
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
