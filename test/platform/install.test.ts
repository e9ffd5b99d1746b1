import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Agent, ConfigError, type InstallTarget } from "../../src/agents/agent.ts";
import { claudeCode } from "../../src/agents/claude-code.ts";
import { cline } from "../../src/agents/cline/index.ts";
import { cursor } from "../../src/agents/cursor.ts";
import { droid } from "../../src/agents/droid.ts";
import { AGENTS } from "../../src/agents/index.ts";
import { diffText } from "../../src/platform/diff-text.ts";
import { applyInstall, applyUninstall, planInstall, planUninstall, verifyInstall } from "../../src/platform/install.ts";
import { readReceipt } from "../../src/platform/receipts.ts";

let home: string;
let target: InstallTarget;
let receipts: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "agentguard-install-"));
  receipts = join(home, "data/agentguard/receipts");
  target = { home, env: {}, launcher: join(home, "data/agentguard/hook") };
  write(target.launcher, "#!/bin/sh\n");
  chmodSync(target.launcher, 0o700);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
const fileOf = (agent: Agent) => agent.install(target)[0]?.file ?? "";
const read = (file: string) => (existsSync(file) ? readFileSync(file).toString("latin1") : null);
const note = () => ({ receipts, version: "1.2.3", now: new Date("2026-11-20T10:00:00Z") });

const install = (agent: Agent) => applyInstall(agent, target, planInstall(agent, target), note());
const uninstall = (agent: Agent) => applyUninstall(agent, planUninstall(agent, target, receipts), receipts);
const states = (agent: Agent) => verifyInstall(agent, target).map(({ state }) => state);

/** Contents that people have; the first is no file at all. */
const BEFORE: readonly (string | Buffer | null)[] = [
  null,
  "",
  "{}",
  '{\n\t"model": "opus",\n\t"hooks": { "stop": [ ] }\n}',
  '\uFEFF{\r\n    "a" : [1,2 ,3],\r\n\r\n  "hooks":{}\r\n}\r\n\r\n',
];

/** Files in another form than JSON; the first is no file at all. */
const OTHER_BEFORE: readonly (string | Buffer | null)[] = [null, "", "# mine\n", "a = 1\r\n\r\n"];

const HOOKED = AGENTS.filter(
  agent => agent.install({ home: "/h", env: {}, launcher: "/l/agentguard/hook" }).length > 0,
);

describe.each(HOOKED)("$id", agent => {
  const files = () => agent.install(target).map(({ file }) => file);
  const count = agent.install({ home: "/h", env: {}, launcher: "/l/agentguard/hook" }).length;
  const cases = Array.from({ length: count }, (_, index) => {
    const [edit] = agent.install({ home: "/h", env: {}, launcher: "/l/agentguard/hook" }).slice(index);
    const befores = edit?.file.endsWith(".json") ? BEFORE : OTHER_BEFORE;
    return befores.map(before => ({ index, name: edit?.file.replace("/h/", "~/"), before }));
  }).flat();

  describe.each(cases)("$name over $before", ({ index, before }) => {
    const file = () => files()[index] ?? "";
    beforeEach(() => {
      if (before !== null) write(file(), before);
    });

    test("in, in again, and out to the byte", async () => {
      const originals = files().map(read);
      const others = () => files().flatMap(path => (existsSync(dirname(path)) ? readdirSync(dirname(path)) : []));
      const neighbours = others();
      expect(states(agent)).toEqual(["present", ...originals.map(() => "missing")]);
      await install(agent);
      const installed = files().map(read);
      expect(states(agent)).toEqual(["present", ...originals.map(() => "present")]);
      await install(agent);
      expect(files().map(read)).toEqual(installed);
      await uninstall(agent);
      expect(files().map(read)).toEqual(originals);
      expect(others()).toEqual(neighbours);
      if (before === null) expect(readdirSync(home)).toEqual(["data"]);
      expect(readdirSync(receipts)).toEqual([]);
    });

    test("the plan shows it, and writes nothing", () => {
      const originals = files().map(read);
      const plan = planInstall(agent, target);
      const own = plan.filter(change => change.file === file());
      expect(own.map(change => change.before)).toEqual([before === null ? null : Buffer.from(before).toString()]);
      const shown = plan.map(change => diffText(change.before, change.after, change.file)).join("");
      expect(shown).toMatch(/^\+.*agentguard\/hook/m);
      expect(files().map(read)).toEqual(originals);
    });

    test("a file that is run can be run", async () => {
      const runs = agent.install(target).filter(edit => edit.mode !== undefined);
      await install(agent);
      for (const edit of runs) {
        expect(statSync(edit.file).mode & 0o777).toBe(edit.mode);
        chmodSync(edit.file, 0o600);
        expect(states(agent)).toContain("changed");
      }
      await install(agent);
      expect(new Set(states(agent))).toEqual(new Set(["present"]));
    });
  });
});

describe("an agent without hooks", () => {
  const unhooked = AGENTS.filter(agent => !HOOKED.includes(agent));
  test.each(unhooked)("$id is never said to be guarded, and why", async agent => {
    await install(agent);
    expect(verifyInstall(agent, target)).toEqual([
      { file: target.launcher, state: "missing", because: agent.cannot[0], fix: agent.cannot.slice(1).join(" ") },
    ]);
  });
});

describe("the one file that an agent has room for was somebody else's", () => {
  const theirs = "#!/usr/bin/env python3\nprint('{\"cancel\":false}')\n";
  const file = () => fileOf(cline);
  const aside = () => `${file()}.before-agentguard`;
  const mode = (path: string) => statSync(path).mode & 0o777;
  beforeEach(() => {
    write(file(), theirs);
    chmodSync(file(), 0o755);
  });

  test("it is kept beside ours, can still be run, and comes back", async () => {
    expect(planInstall(cline, target).map(({ file: path, after }) => [path, after?.slice(0, 20)])).toEqual([
      [aside(), theirs.slice(0, 20)],
      [file(), "#!/bin/sh\n# AgentGua"],
    ]);
    await install(cline);
    expect([read(aside()), mode(aside())]).toEqual([theirs, 0o755]);
    await install(cline);
    expect([read(aside()), states(cline)]).toEqual([theirs, ["present", "present"]]);
    await uninstall(cline);
    expect([read(file()), mode(file()), existsSync(aside())]).toEqual([theirs, 0o755, false]);
  });

  test("what they change in it afterwards comes back, without a receipt as well", async () => {
    await install(cline);
    write(aside(), `${theirs}# more\n`);
    rmSync(receipts, { recursive: true });
    await uninstall(cline);
    expect([read(file()), mode(file()), existsSync(aside())]).toEqual([`${theirs}# more\n`, 0o755, false]);
  });

  test("when there are two of them nothing is overwritten", async () => {
    write(aside(), "another");
    expect(() => planInstall(cline, target)).toThrow(ConfigError);
    expect([read(file()), read(aside())]).toEqual([theirs, "another"]);
  });
});

describe("hooks of a person that a new file of ours would hide", () => {
  const settings = () => join(home, ".factory/settings.json");
  const hooks = () => join(home, ".factory/hooks.json");
  const changed = () => planInstall(droid, target).map(({ file }) => file);

  test("ours goes where they are", async () => {
    const theirs = '{\n  // mine\n  "hooks": { "Stop": [{ "hooks": [] }] },\n}\n';
    write(settings(), theirs);
    expect(changed()).toEqual([settings()]);
    await install(droid);
    expect([changed(), states(droid)]).toEqual([[settings()], ["present", "present"]]);
    await uninstall(droid);
    expect([read(settings()), existsSync(hooks())]).toEqual([theirs, false]);
  });

  test.each([
    ["nobody has any", "{}"],
    ["the list is empty", '{"hooks": {}}'],
    ["the settings are broken", '{"hooks": {"Stop": ['],
  ])("a file of its own when %s", (_, text) => {
    write(settings(), text);
    expect(changed()).toEqual([hooks()]);
  });

  test("the file of hooks when there is one", () => {
    write(settings(), '{"hooks": {"Stop": []}}');
    write(hooks(), '{"hooks": {"Stop": []}}');
    expect(changed()).toEqual([hooks()]);
  });
});

describe("what others do in between is kept", () => {
  test("a setting added after us", async () => {
    write(fileOf(claudeCode), '{\n  "model": "opus"\n}\n');
    await install(claudeCode);
    write(
      fileOf(claudeCode),
      (read(fileOf(claudeCode)) ?? "").replace('"model": "opus"', '"model": "opus",\n  "theme": "dark"'),
    );
    expect(states(claudeCode)).toEqual(["present", "present"]);
    await uninstall(claudeCode);
    expect(read(fileOf(claudeCode))).toBe('{\n  "model": "opus",\n  "theme": "dark"\n}\n');
  });

  test("a setting added between two installs is part of what comes back", async () => {
    write(fileOf(claudeCode), '{\n  "model": "opus"\n}\n');
    await install(claudeCode);
    write(fileOf(claudeCode), (read(fileOf(claudeCode)) ?? "").replace("opus", "sonnet"));
    await install(claudeCode);
    await uninstall(claudeCode);
    expect(read(fileOf(claudeCode))).toBe('{\n  "model": "sonnet"\n}\n');
  });

  test("a folder in which somebody else keeps something by now", async () => {
    await install(cursor);
    write(join(home, ".cursor/mcp.json"), "{}");
    await uninstall(cursor);
    expect(readdirSync(join(home, ".cursor"))).toEqual(["mcp.json"]);
  });

  test("without a receipt ours is told by its form", async () => {
    write(fileOf(claudeCode), '{"model":"opus"}');
    await install(claudeCode);
    rmSync(receipts, { recursive: true });
    await uninstall(claudeCode);
    expect(read(fileOf(claudeCode))).toBe('{"model":"opus"}');
  });

  test("a receipt that was tampered with is not believed", async () => {
    await install(claudeCode);
    write(join(receipts, "claude-code.json"), '{"files": "none"}');
    await uninstall(claudeCode);
    expect(existsSync(fileOf(claudeCode))).toBe(false);
  });

  test("a file changed between the plan and its application: refused, nothing written", async () => {
    write(fileOf(claudeCode), "{}");
    const plan = planInstall(claudeCode, target);
    write(fileOf(claudeCode), '{"model":"opus"}');
    await expect(applyInstall(claudeCode, target, plan, note())).rejects.toThrow(ConfigError);
    expect(read(fileOf(claudeCode))).toBe('{"model":"opus"}');
    expect(existsSync(receipts)).toBe(false);
  });
});

describe("a file that cannot be read is left alone", () => {
  test.each([
    ["half-written", '{\n  "model": "opus",\n  "hooks": {', ":3:13: Close brace expected"],
    ["with a comment", '{\n  // mine\n  "model": "opus"\n}', ":2:3: Invalid comment token"],
    ["not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), ":1:1: is not valid UTF-8"],
  ])("%s", async (_, content, place) => {
    write(fileOf(claudeCode), content);
    const before = read(fileOf(claudeCode));
    await expect((async () => install(claudeCode))()).rejects.toThrow(ConfigError);
    expect(() => planInstall(claudeCode, target)).toThrow(`${fileOf(claudeCode)}${place}`);
    expect(() => planUninstall(claudeCode, target, receipts)).toThrow(ConfigError);
    expect(read(fileOf(claudeCode))).toBe(before);
    expect(existsSync(receipts)).toBe(false);
    expect(verifyInstall(claudeCode, target)[1]).toMatchObject({
      state: "unreadable",
      because: expect.stringContaining(place),
    });
  });
});

describe("the files on disk", () => {
  const mode = (file: string) => statSync(file).mode & 0o777;

  test("new ones are the user's alone, old ones keep their mode", async () => {
    await install(cursor);
    write(fileOf(claudeCode), "{}");
    chmodSync(fileOf(claudeCode), 0o644);
    await install(claudeCode);
    expect([fileOf(cursor), fileOf(claudeCode), join(receipts, "cursor.json"), receipts].map(mode)).toEqual([
      0o600, 0o644, 0o600, 0o700,
    ]);
  });

  test("a link stays a link, and its target is written", async () => {
    const real = join(home, "dotfiles/settings.json");
    write(real, '{"model":"opus"}');
    mkdirSync(dirname(fileOf(claudeCode)));
    symlinkSync(real, fileOf(claudeCode));
    await install(claudeCode);
    expect(lstatSync(fileOf(claudeCode)).isSymbolicLink()).toBe(true);
    expect(read(real)).toContain("agentguard/hook");
    await uninstall(claudeCode);
    expect(read(real)).toBe('{"model":"opus"}');
  });

  test("a link to nothing is told", () => {
    mkdirSync(dirname(fileOf(claudeCode)));
    symlinkSync(join(home, "gone"), fileOf(claudeCode));
    expect(() => planInstall(claudeCode, target)).toThrow(/link to nothing/);
  });

  test("nothing else is left behind", async () => {
    await install(claudeCode);
    expect(readdirSync(dirname(fileOf(claudeCode)))).toEqual(["settings.json"]);
  });

  test("the receipt says what, when and by whom", async () => {
    write(fileOf(claudeCode), "{}");
    await install(claudeCode);
    const receipt = readReceipt(receipts, "claude-code");
    expect(receipt).toMatchObject({
      agent: "claude-code",
      version: "1.2.3",
      time: "2026-11-20T10:00:00.000Z",
      launcher: target.launcher,
    });
    expect(
      receipt?.files.map(({ file, before }) => [file, before && Buffer.from(before, "base64").toString()]),
    ).toEqual([[fileOf(claudeCode), "{}"]]);
  });
});

describe("two agents", () => {
  test("each goes in and out on its own", async () => {
    await install(claudeCode);
    await install(cursor);
    expect(readdirSync(receipts).sort()).toEqual(["claude-code.json", "cursor.json"]);
    await uninstall(claudeCode);
    expect([states(claudeCode), states(cursor)]).toEqual([
      ["present", "missing"],
      ["present", "present"],
    ]);
  });
});

describe("verifying names what is wrong and what to do", () => {
  test("the launcher is gone", async () => {
    await install(claudeCode);
    chmodSync(target.launcher, 0o600);
    rmSync(target.launcher);
    expect(verifyInstall(claudeCode, target)[0]).toEqual({
      file: target.launcher,
      state: "missing",
      because: "The launcher is not there, or cannot be run.",
      fix: "Run `agentguard install`.",
    });
  });
  test("an entry was weakened", async () => {
    await install(claudeCode);
    write(fileOf(claudeCode), (read(fileOf(claudeCode)) ?? "").replace('"block"', '"continue"'));
    expect(verifyInstall(claudeCode, target)[1]).toMatchObject({
      state: "changed",
      because: "AgentGuard's entry is not as it was written.",
    });
  });
  test.each([
    ['{"disableAllHooks": true}', /disableAllHooks/],
    ['{"env": {"LD_PRELOAD": "/tmp/x.so"}}', /LD_PRELOAD/],
  ])("hooks are switched off or subverted beside it: %s", async (settings, because) => {
    write(fileOf(claudeCode), settings);
    await install(claudeCode);
    expect(verifyInstall(claudeCode, target)[1]).toMatchObject({
      state: "changed",
      because: expect.stringMatching(because),
      fix: "Take that out of the file.",
    });
  });
});
